/** A text the values of a field are to hold. */

import type { App } from "../../app.ts";
import type { Field } from "../../data/fields.ts";
import { Contains, type Filter } from "../../data/fieldfilters.ts";
import { h } from "../../dom.ts";
import type { Facet } from "./facet.ts";

export class TextFacet implements Facet {
  readonly element: HTMLElement;
  readonly kind = "text";
  readonly #app: App;
  readonly #field: Field;
  readonly #input = h("input", { type: "search", class: "pm-field", autocomplete: "off", maxlength: 100 });

  constructor(app: App, field: Field, set: (filter: Filter | null) => void) {
    [this.#app, this.#field] = [app, field];
    const take = (): void => set(this.#input.value.trim() === "" ? null : new Contains(this.#input.value.trim()));
    this.#input.addEventListener("input", (event) => {
      if (!(event as InputEvent).isComposing) take();
    });
    this.#input.addEventListener("compositionend", take);
    this.element = h("div", { class: "pm-text-filter" }, this.#input);
  }

  write(): void {
    const { store, t } = this.#app;
    this.#input.setAttribute("aria-label", t("contains", { field: this.#field.label(store.state.lang) }));
    this.#input.placeholder = t("containsHint");
  }

  show(filter: Filter | null): void {
    const text = filter instanceof Contains ? filter.text : "";
    if (document.activeElement !== this.#input) this.#input.value = text;
  }
}
