/** A field for what is searched: the panel has one, and the table another, of the same query. */

import type { App } from "../app.ts";
import { h, isIme } from "../dom.ts";

const LONGEST_QUERY = 200;

/** @param goOn called when the reader leaves the field downwards, or (true) with Enter */
export function searchInput({ store }: App, name: string, goOn: (isChosen: boolean) => void): HTMLInputElement {
  const input = h("input", {
    type: "search",
    class: name,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    maxlength: LONGEST_QUERY,
  });
  input.value = store.state.q;
  // Letters on their way to a Chinese word are not looked for yet.
  input.addEventListener("input", (event) => {
    if (!(event as InputEvent).isComposing) store.set({ q: input.value });
  });
  input.addEventListener("compositionend", () => store.set({ q: input.value }));
  input.addEventListener("keydown", (event) => {
    if (isIme(event)) return;
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      goOn(event.key === "Enter");
    } else if (event.key === "Escape" && input.value !== "") {
      event.preventDefault();
      store.set({ q: "" });
    }
  });
  return input;
}
