/** Sites put aside for comparing: a small tray on the map, filled from the card and the table. */

import type { App } from "../../app.ts";
import { fill, h } from "../../dom.ts";
import { MOST_COMPARED } from "../../store.ts";
import { icon } from "../../ui/icons.ts";

export class Tray {
  readonly element = h("div", { class: "pm-tray", role: "group" });
  readonly #app: App;
  readonly #tell: (text: string) => void;
  readonly #listeners = new Set<() => void>();
  #ids: readonly string[] = [];

  /** @param tell says to the reader that no more fit */
  constructor(app: App, tell: (text: string) => void) {
    this.#app = app;
    this.#tell = tell;
    app.store.listen((change, { compare }) => {
      if (change.has("compare") && compare.length > 0) this.#put(compare);
      if (change.has("lang") || change.has("compare")) this.#write();
    });
    this.element.hidden = true;
  }

  /** Names are there: the address may have named some sites already. */
  start(): void {
    const { kept, sites, store } = this.#app;
    const ids = kept.keep("tray", () => this.#ids) ?? store.state.compare;
    this.#put(ids.filter((id) => sites.rowOf(id) >= 0));
  }

  get ids(): readonly string[] {
    return this.#ids;
  }

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  /** Put a site in, or take it out. */
  toggle(id: string): void {
    if (this.has(id)) this.#put(this.#ids.filter((one) => one !== id));
    else if (this.#ids.length < MOST_COMPARED) this.#put([...this.#ids, id]);
    else this.#tell(this.#app.t("compareFull", { count: MOST_COMPARED }));
  }

  /** Be told whenever it holds something else. */
  listen(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #put(ids: readonly string[]): void {
    this.#ids = ids;
    this.#write();
    for (const listener of this.#listeners) listener();
  }

  #write(): void {
    const { sites, store, t } = this.#app;
    this.element.hidden = this.#ids.length === 0;
    if (this.element.hidden) return;
    this.element.setAttribute("aria-label", t("compare"));
    const isReady = this.#ids.length > 1;
    fill(
      this.element,
      ...this.#ids.map((id) => {
        const name = sites.name(sites.rowOf(id), store.state.lang);
        return h(
          "span",
          { class: "pm-tray-site" },
          h("span", { class: "pm-tray-name" }, name),
          h(
            "button",
            { type: "button", class: "pm-icon-button", "aria-label": t("compareWithout", { name }), title: t("compareWithout", { name }), onclick: () => this.toggle(id) },
            icon("close"),
          ),
        );
      }),
      isReady
        ? h("button", { type: "button", class: "pm-button pm-main", onclick: () => store.set({ compare: this.#ids }) }, t("compareNow", { count: this.#ids.length }))
        : h("span", { class: "pm-second" }, t("compareMore")),
    );
  }
}
