/**
 * The first script of the page: makes `window.parkmap`, and starts the program where it comes packed
 * (base64 of gzip in `#parkmap-program`). The page's policy knows the program by its hash.
 */

import { ParkmapApi } from "./api.ts";
import { inflate } from "./data/inflate.ts";
import { sayFailure } from "./failure.ts";

/** Trusted Types as far as they are needed; the language's own declarations lack them. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScript: (text: string) => string }): { createScript(text: string): string };
}

window.parkmap = new ParkmapApi();

const packed = document.getElementById("parkmap-program");
if (packed && "DecompressionStream" in window) {
  void Promise.all([unpack("style"), unpack("program")]).then(
    ([style, program]) => {
      dress(style);
      run(program);
    },
    (error: unknown) => {
      sayFailure("incomplete");
      throw error;
    },
  );
}

async function unpack(name: string): Promise<string> {
  return new TextDecoder().decode(await inflate(document.getElementById(`parkmap-${name}`)?.textContent ?? ""));
}

/** The page's styles, made by the program that the page's policy knows: they need no hash of their own. */
function dress(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function run(text: string): void {
  try {
    const types = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
    const script = document.createElement("script");
    // A host may ask for it; what the text is, the page's own policy checks by its hash.
    script.textContent = types ? types.createPolicy("parkmap", { createScript: (it) => it }).createScript(text) : text;
    document.head.append(script);
    script.remove(); // it has run, and its text is held already
  } catch (error) {
    sayFailure("forbidden");
    throw error;
  }
  // A script that a host's header forbids is passed over without an error.
  if (document.getElementById("parkmap-forbidden")) sayFailure("forbidden");
}
