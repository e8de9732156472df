/** An input whose value is picked by name: typing finds, nothing that is not there is taken. */

import { fill, h, isIme } from "../dom.ts";
import { valuesIn, type Choice, type Choices } from "./choices.ts";
import { say } from "./editwords.ts";

export interface Picker {
  readonly input: HTMLInputElement;
  readonly value: () => string;
}

type Attributes = Readonly<Record<string, string | boolean | null>>;

const PICKERS = new WeakMap<Element, Picker>();
let count = 0;

/** What an input holds: of one that shows a name, the value that is called so. */
export function heldBy(input: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement): string {
  return PICKERS.get(input)?.value() ?? input.value;
}

/** A value that is made by others and shown. */
export function shownOnly(value: string, attributes: Attributes = {}): HTMLInputElement {
  return h("input", { value, readonly: true, placeholder: say("idIsMade"), ...attributes });
}

/** @param isCell of a grid, whose arrows go from cell to cell while the list is closed */
export function picker(choices: Choices, first: string, attributes: Attributes = {}, isCell = false): Picker {
  count += 1;
  const id = `pm-choices-${count}`;
  let value = first;
  let found: readonly (Choice | "more")[] = [];
  let active = -1;
  const list = h("ul", { id, class: "pm-choices", role: "listbox", "aria-multiselectable": choices.many ? "true" : null });
  const input = h("input", {
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", autocomplete: "off", spellcheck: "false", ...attributes,
  });
  const shown = (): string => valuesIn(value, choices.many).map((one) => choices.labelOf(one)).join(", ");
  input.value = shown();
  const isOpen = (): boolean => list.isConnected;

  const close = (): void => {
    list.remove();
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-controls");
    input.removeAttribute("aria-activedescendant");
  };
  const open = (text: string): void => {
    found = [...choices.find(text), ...(choices.more ? (["more"] as const) : [])];
    active = text.trim() !== "" && found.length > 0 ? 0 : -1;
    write();
    if (isOpen()) return;
    (input.closest("dialog") ?? document.body).append(list);
    place();
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", id);
  };
  const write = (): void => {
    const chosen = new Set(valuesIn(value, choices.many));
    fill(
      list,
      ...found.map((choice, at) => {
        const isChosen = choice !== "more" && chosen.has(choice.value);
        const words = choice === "more" ? [h("span", {}, choices.more?.label ?? "")] : [
          h("span", {}, choice.label), choice.label === choice.value ? null : h("span", { class: "pm-second" }, choice.value),
        ];
        const option = h("li", { id: `${id}-${at}`, role: "option", "aria-selected": String(isChosen), class: at === active ? "pm-active" : null }, ...words);
        option.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays
        option.addEventListener("click", () => choose(choice));
        return option;
      }),
      found.length === 0 && h("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "pm-second" }, say("nothingFound")),
    );
    const marked = list.querySelector(".pm-active");
    marked?.scrollIntoView({ block: "nearest" });
    if (marked) input.setAttribute("aria-activedescendant", marked.id);
    else input.removeAttribute("aria-activedescendant");
  };
  /** Below the input, or above where there is more room. */
  const place = (): void => {
    const box = input.getBoundingClientRect();
    const below = window.innerHeight - box.bottom;
    const isAbove = below < 180 && box.top > below;
    list.style.left = `${box.left}px`;
    list.style.minWidth = `${box.width}px`;
    list.style.maxHeight = `${Math.min((isAbove ? box.top : below) - 12, 320)}px`;
    list.style.top = isAbove ? "auto" : `${box.bottom + 2}px`;
    list.style.bottom = isAbove ? `${window.innerHeight - box.top + 2}px` : "auto";
  };
  const take = (now: string): void => {
    const isOther = now !== value;
    value = now;
    input.value = shown();
    if (!isOther) return;
    for (const type of ["input", "change"]) {
      isOwn = true;
      input.dispatchEvent(new Event(type, { bubbles: true }));
      isOwn = false;
    }
  };
  let isOwn = false;
  const choose = (choice: Choice | "more"): void => {
    if (choice === "more") {
      close();
      input.value = shown();
      void choices.more?.make().then((made) => made && take(made.value));
    } else if (choices.many) {
      const held = valuesIn(value, true);
      take((held.includes(choice.value) ? held.filter((one) => one !== choice.value) : [...held, choice.value]).join(","));
      write();
      input.value = "";
    } else {
      close();
      take(choice.value);
      input.select();
    }
  };
  /** What is typed and was not picked: a name that is there, nothing, or no change. */
  const settle = (): void => {
    const text = input.value.trim();
    if (text !== shown() && !choices.many) {
      const said = text === "" ? "" : choices.valueOf(text);
      if (said !== null) value = said;
    }
    input.value = shown();
  };

  input.addEventListener("input", (event) => {
    if (isOwn) return;
    event.stopPropagation();
    if (choices.many && input.value === "" && !isOpen()) value = "";
    open(input.value);
  });
  input.addEventListener("click", () => {
    // What is typed now is sought, not added to what stands there.
    if (choices.many && !isOpen()) input.value = "";
    else if (!isOpen()) input.select();
    open("");
  });
  input.addEventListener("change", () => isOwn || settle());
  input.addEventListener("blur", () => {
    close();
    settle();
  });
  input.addEventListener("keydown", (event) => {
    if (isIme(event)) return;
    const { key } = event;
    const isArrow = key === "ArrowDown" || key === "ArrowUp";
    if (!isOpen()) {
      if (!isArrow || (isCell && !event.altKey)) return;
      open("");
    } else if (isArrow) {
      active = Math.min(Math.max(active + (key === "ArrowDown" ? 1 : -1), 0), found.length - 1);
      write();
    } else if (key === "Enter" && found[active] !== undefined) {
      choose(found[active]!);
    } else if (key === "Escape") {
      close();
      input.value = shown();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  const made: Picker = { input, value: () => value };
  PICKERS.set(input, made);
  return made;
}
