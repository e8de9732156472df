/** The second bundle of `parkmap serve`: live preview, and with `--edit` editing on the map. */

import "../style/cells.css";
import "../style/drawn.css";
import "../style/edit.css";
import "../style/importing.css";

import type { Told } from "./client.ts";
import { mountServed } from "./served.ts";

const text = document.getElementById("parkmap-live")?.textContent;
if (text) mountServed(JSON.parse(text) as Told);
