/** The window in which a category is made: what it is called, its colour and its sign. */

import type { App } from "../app.ts";
import type { Category } from "../contract/maphead.ts";
import { slug } from "../data/ids.ts";
import { fill, h } from "../dom.ts";
import { inLanguage } from "../i18n.ts";
import { labelled } from "../suggest/field.ts";
import { ownName } from "../suggest/fieldlabels.ts";
import { icon } from "../ui/icons.ts";
import { sign } from "../ui/sign.ts";
import type { Categories } from "./choices.ts";
import type { NewCategories } from "./client.ts";
import { freeColours, isAlike, symbolOrder } from "./categorylooks.ts";
import { say } from "./editwords.ts";
import { STAYING } from "./hands.ts";

/** The categories the page shows, those that are made meanwhile, and what a save needs to know of these. */
export function categoriesToPick(app: App): Categories & { readonly usedIn: (values: readonly unknown[]) => { categories?: NewCategories } } {
  const shown = app.sites.head.categories.filter(({ id }) => id !== "");
  const made: Category[] = [];
  const all = (): Category[] => [...shown, ...made];
  return {
    all,
    label: say("newCategory"),
    make: async () => {
      const category = await makeCategory(app, all());
      if (category) made.push(category);
      return category;
    },
    usedIn: (values) => {
      const used = made.filter(({ id }) => values.includes(id));
      return used.length > 0 ? { categories: { made: used, shown } } : {};
    },
  };
}

/** @param others categories there are already; null where the reader gave up */
function makeCategory(app: App, others: readonly Category[]): Promise<Category | null> {
  return new Promise((resolve) => {
    const { languages, pinyin } = app.sites.head;
    const { lang } = app.store.state;
    let made: Category | null = null;
    const inUse = others.map(({ color }) => color);
    const palette = freeColours(inUse);
    const order = symbolOrder(new Set(others.map(({ symbol }) => symbol)));
    let color = palette[0]!;
    let symbol = order[0]!;

    const names = languages.map((language) => {
      const input = h("input", { autocomplete: "off", spellcheck: "false", lang: language });
      const label = languages.length > 1 ? say("language", { label: say("fieldName"), language: ownName(language) }) : say("fieldName");
      return { language, input, element: labelled(label, "", input) };
    });
    const answer = h("p", { class: "pm-form-trouble", role: "alert" });
    const hint = h("p", { class: "pm-second", role: "status" });
    const colours = h("div", { class: "pm-looks" });
    const symbols = h("div", { class: "pm-looks" });
    const preview = h("div", { class: "pm-look-preview" });
    const own = h("input", { type: "color", value: color, "aria-label": say("ownColour"), title: say("ownColour") });
    const show = (): void => {
      const name = names.map(({ input }) => input.value.trim()).find((text) => text !== "");
      fill(preview, sign({ symbol, color }), h("span", {}, name ?? say("newCategory")));
      const alike = others.find((one) => isAlike(color, [one.color]));
      hint.textContent = alike ? say("colourAlike", { name: inLanguage(alike.label, lang) }) : "";
    };
    const takeColour = (value: string): void => {
      color = value;
      own.value = value;
      writeSymbols();
      show();
    };
    const writeSymbols = (): void => {
      fill(symbols, ...order.map((name) => choice("pm-symbol", name, symbol === name, sign({ symbol: name, color }), () => ((symbol = name), show()))));
    };
    fill(colours, ...palette.map((value) => choice("pm-colour", value, value === color, sign({ symbol: "circle", color: value }), () => takeColour(value))), own);
    own.addEventListener("input", () => {
      for (const radio of colours.querySelectorAll<HTMLInputElement>("[type=radio]")) radio.checked = radio.value === own.value;
      takeColour(own.value);
    });
    writeSymbols();
    show();

    const finish = (event: Event): void => {
      event.preventDefault();
      const texts = names.map(({ language, input }) => [language, input.value.trim()] as const).filter(([, text]) => text !== "");
      const first = names[0]!.input;
      const label = Object.fromEntries(texts);
      const known = others.some((one) => texts.some(([, text]) => Object.values(one.label).includes(text)));
      if (first.value.trim() === "" || known) {
        fill(answer, say(known ? "categoryThere" : "needsCategoryName"));
        first.setAttribute("aria-invalid", "true");
        first.focus();
        return;
      }
      made = { id: freeId(slug(label["en"] ?? first.value, pinyin ?? {}) || "category", others), label, color, symbol };
      dialog.close();
    };
    const close = h(
      "button",
      { type: "button", class: "pm-icon-button", "aria-label": say("cancel"), title: say("cancel"), onclick: () => dialog.close() },
      icon("close"),
    );
    const group = (word: "colour" | "symbol", ...inside: HTMLElement[]): HTMLElement => h("fieldset", {}, h("legend", {}, say(word)), ...inside);
    const dialog = h(
      "dialog",
      { class: `pm-dialog pm-form pm-new-category ${STAYING}`, "aria-labelledby": "pm-new-category" },
      h("div", { class: "pm-dialog-head" }, h("h2", { id: "pm-new-category" }, say("newCategory")), close),
      h(
        "form",
        { novalidate: true, onsubmit: finish },
        preview,
        h("div", { class: "pm-form-fields" }, ...names.map(({ element }) => element), answer),
        group("colour", colours, hint), group("symbol", symbols),
        h(
          "div",
          { class: "pm-form-end" },
          h(
            "div",
            { class: "pm-form-buttons" },
            h("button", { type: "button", class: "pm-button", onclick: () => dialog.close() }, say("cancel")),
            h("button", { type: "submit", class: "pm-button pm-primary" }, say("makeCategory")),
          ),
        ),
      ),
    );
    dialog.addEventListener("input", ({ target }) => {
      if (!names.some(({ input }) => input === target)) return;
      fill(answer);
      names[0]!.input.removeAttribute("aria-invalid");
      show();
    });
    const cameFrom = document.activeElement;
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
      resolve(made);
    });
    document.body.append(dialog);
    dialog.showModal();
    names[0]!.input.focus();
  });
}

/** One of several looks; it has a name for who does not see it. */
function choice(group: string, value: string, isChosen: boolean, picture: SVGElement, act: () => void): HTMLElement {
  const radio = h("input", { type: "radio", name: group, value, checked: isChosen, "aria-label": value });
  radio.addEventListener("change", act);
  return h("label", { class: "pm-look", title: value }, radio, picture);
}

function freeId(wanted: string, others: readonly Category[]): string {
  let id = wanted;
  for (let number = 2; others.some((one) => one.id === id); number++) id = `${wanted}-${number}`;
  return id;
}
