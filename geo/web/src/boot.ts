/**
 * The first script of the page: makes `window.parkmap`, and starts the program where it comes packed
 * (base64 of gzip in `#parkmap-program`). The page's policy knows the program by its hash.
 */

import { ParkmapApi } from "./api.ts";
import { inflate } from "./data/inflate.ts";
import { sayIncomplete } from "./incomplete.ts";

window.parkmap = new ParkmapApi();

const packed = document.getElementById("parkmap-program");
if (packed && "DecompressionStream" in window) {
  void inflate(packed.textContent ?? "").then((bytes) => {
    const script = document.createElement("script");
    script.textContent = new TextDecoder().decode(bytes);
    document.head.append(script);
    script.remove(); // it has run, and its text is held already
  }).catch(sayIncomplete);
}
