/** The second bundle of `parkmap serve`: live preview, and with `--edit` editing on the map. */

import "../style/cells.css";
import "../style/drawn.css";
import "../style/edit.css";
import "../style/categorylooks.css";
import "../style/importing.css";
import "../style/weighing.css";

import { learn } from "../i18n.ts";
import type { Told } from "./client.ts";
import { mountServed } from "./served.ts";

const text = document.getElementById("parkmap-live")?.textContent;
if (text) {
  const told = JSON.parse(text) as Told;
  // A program of its own: what the page has learnt it does not know.
  learn(told.words);
  mountServed(told);
}
