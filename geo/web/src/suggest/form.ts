/**
 * The form of one site: where it is, and its properties. The plain page makes a GeoJSON feature of
 * it, the editing page saves it.
 */

import type { Geometry } from "geojson";

import { fill, h } from "../dom.ts";
import { asksBeforeClosing, whileWaiting } from "../ui/dialog.ts";
import { icon } from "../ui/icons.ts";
import { guardLeaving } from "../ui/leaving.ts";
import { labelled } from "./field.ts";
import { isLong } from "./fieldlabels.ts";
import { positionFields, type PositionOptions } from "./position.ts";
import { changesOf, hasLines, spelling, type Changes, type Properties } from "./formvalues.ts";
import type { FormKey, Say } from "./suggestwords.ts";

export interface FormOptions {
  readonly title: string;
  readonly say: Say<FormKey>;
  /** Words of the button that ends the form well. */
  readonly done: string;
  readonly properties: Properties;
  /** Offered even when empty. */
  readonly fields: readonly string[];
  readonly labelOf: (name: string) => string;
  readonly categories: readonly { readonly id: string; readonly label: string }[];
  /** Lets the reader make one more; null where none was made. Absent where only what there is can be chosen. */
  readonly newCategory?: { readonly label: string; readonly make: () => Promise<{ readonly id: string; readonly label: string } | null> };
  /** An input of its own kind for a property, and what it holds; null where it is an ordinary one. */
  readonly inputOf?: (name: string, value: string) => { readonly input: HTMLInputElement; readonly value: () => string } | null;
  readonly position: Omit<PositionOptions, "say" | "away">;
  /** What else can be changed, shown below the properties. */
  readonly more?: readonly HTMLElement[];
  /** What to ask before throwing away what was typed. */
  readonly discard: string;
  /** What to ask where nothing was typed, but there was work in it from the start, such as a shape that was drawn. */
  readonly discardBegun?: string | undefined;
  /** Whether what {@link onDone} tells holds only as long as nothing is changed. */
  readonly answersOnce?: boolean;
  /** A class that tells others what kind of form it is. */
  readonly kind?: string;
  /** Gives null when all is done, or what to tell: why not, or what came of it. */
  readonly onDone: (changes: Changes, geometry: Geometry | null) => Promise<HTMLElement | null>;
  readonly onClose: () => void;
}

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export interface Form {
  /** Add a property, empty, and go to it; one that is there is only gone to. */
  readonly offer: (name: string) => void;
  /** Show what is wrong with which property, at its field, before {@link FormOptions.onDone} ends; it goes when that is mended. */
  readonly mark: (wrong: ReadonlyMap<string, string>) => void;
}

/** Whether one is open, or out of the way while a place is picked. */
export function isFormOpen(): boolean {
  return document.querySelector(".pm-form") !== null;
}

/** Show the form as a dialog; it stays open until what it holds is done or given up. */
export function openForm(options: FormOptions): Form {
  const { say } = options;
  const inputs = new Map<string, Input>();
  const held = new Map<string, () => string>();
  const names = [...new Set([...options.fields, ...Object.keys(options.properties)])];
  const list = h("div", { class: "pm-form-fields" }, ...names.map((name) => field(name, options, inputs, held)));
  const answer = h("div", { class: "pm-form-answer", role: "alert" });
  const title = h("h2", { id: "pm-form-title" }, options.title);
  const done = h("button", { type: "submit", class: "pm-button pm-primary" }, options.done);
  const forget = (): void => {
    if (options.answersOnce) fill(answer);
  };
  const onMove = (geometry: Geometry): void => {
    forget();
    options.position.onMove(geometry);
  };
  const place = positionFields({ ...options.position, say, away, onMove });
  const form = h(
    "form",
    { novalidate: true, onsubmit: (event: Event) => void submit(event), oninput: forget },
    place.element,
    list,
    ...(options.more ?? []),
    h(
      "div",
      { class: "pm-form-end" },
      answer,
      h(
        "div",
        { class: "pm-form-buttons" },
        h("button", { type: "button", class: "pm-button", onclick: giveUp }, say("cancel")),
        done,
      ),
    ),
  );
  const close = h(
    "button",
    { type: "button", class: "pm-icon-button", "aria-label": say("cancel"), title: say("cancel"), onclick: giveUp },
    icon("close"),
  );
  const dialog = h(
    "dialog",
    { class: `pm-form ${options.kind ?? ""}`.trim(), "aria-labelledby": "pm-form-title" },
    h("div", { class: "pm-dialog-head" }, title, close),
    form,
  );
  const typedTexts = (): string => JSON.stringify([...form.querySelectorAll<Input>("input, select, textarea")].map(({ value }) => value));
  const cameFrom = document.activeElement;
  // From the closing that only makes room to the event it causes, which comes later.
  let isAway = false;
  dialog.addEventListener("close", () => {
    if (isAway) {
      isAway = false;
      return;
    }
    dialog.remove();
    forgetLeaving();
    options.onClose();
    if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
  });
  asksBeforeClosing(dialog, giveUp);
  const forgetLeaving = guardLeaving(() => question() !== undefined);
  document.body.append(dialog);
  dialog.showModal();
  const first = options.position.geometry ? inputs.get("name") : place.text;
  first?.focus();
  const before = typedTexts();
  return { offer, mark };

  function mark(wrong: ReadonlyMap<string, string>): void {
    for (const trouble of list.querySelectorAll(".pm-form-trouble")) trouble.remove();
    for (const [name, input] of inputs) {
      const message = wrong.get(name);
      input.toggleAttribute("aria-invalid", message !== undefined);
      if (message === undefined) continue;
      input.setAttribute("aria-invalid", "true");
      const trouble = h("p", { class: "pm-form-trouble", id: `${input.id}-trouble` }, message);
      input.setAttribute("aria-describedby", trouble.id);
      input.after(trouble);
      const mended = (): void => {
        trouble.remove();
        input.removeAttribute("aria-invalid");
        input.removeAttribute("aria-describedby");
        if (!form.querySelector("[aria-invalid]")) fill(answer);
      };
      input.addEventListener("input", mended, { once: true });
    }
  }

  /** Out of the way while a place is picked on the map. */
  async function away<T>(work: () => Promise<T>): Promise<T> {
    const focused = document.activeElement;
    isAway = true;
    dialog.close();
    try {
      return await work();
    } finally {
      dialog.showModal();
      if (focused instanceof HTMLElement) focused.focus();
    }
  }

  /** What to ask before all of it is thrown away; nothing to lose is nothing to ask. */
  function question(): string | undefined {
    const isTyped = typedTexts() !== before || place.geometry() !== options.position.geometry;
    return isTyped ? options.discard : options.discardBegun;
  }

  function giveUp(): void {
    const asked = question();
    if (asked === undefined || window.confirm(asked)) dialog.close();
  }

  function offer(name: string): void {
    if (!inputs.has(name)) list.append(field(name, options, inputs, held));
    inputs.get(name)?.focus();
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const name = inputs.get("name");
    if (name?.value.trim() === "") {
      fill(answer);
      mark(new Map([["name", say("needsName")]]));
      name.focus();
      return;
    }
    const told = await whileWaiting(dialog, async () => {
      done.disabled = true;
      const isPlaced = await place.settle();
      const answer = isPlaced ? await options.onDone(changesOf(options.properties, texts()), place.geometry()) : undefined;
      done.disabled = false;
      return answer;
    });
    if (told === null) {
      dialog.close();
      return;
    }
    fill(answer, told);
    const wrong = form.querySelector<HTMLElement>("[aria-invalid=true]");
    wrong?.focus();
    wrong?.scrollIntoView({ block: "center" });
  }

  function texts(): ReadonlyMap<string, string> {
    return new Map([...inputs].map(([key, input]) => [key, held.get(key)?.() ?? input.value]));
  }
}

function field(name: string, options: FormOptions, inputs: Map<string, Input>, held: Map<string, () => string>): HTMLElement {
  const value = spelling(options.properties[name]);
  const own = options.inputOf?.(name, value);
  if (own) {
    inputs.set(name, own.input);
    held.set(name, own.value);
    return labelled(options.labelOf(name), name, own.input);
  }
  let input: Input;
  if (name === "category" && (options.categories.length > 0 || options.newCategory)) {
    const select = h("select", { name }, ...choices(value, options));
    inputs.set(name, select);
    return labelled(options.labelOf(name), name, select, options.newCategory && another(select, options.newCategory));
  } else if (isLong(name) || hasLines(value)) {
    input = h("textarea", { name, rows: 3 });
    input.value = value;
  } else {
    input = h("input", { name, value, autocomplete: "off", spellcheck: "false" });
  }
  inputs.set(name, input);
  return labelled(options.labelOf(name), name, input);
}

/** One more category than there were. */
function another(select: HTMLSelectElement, { label, make }: NonNullable<FormOptions["newCategory"]>): HTMLElement {
  const button = h("button", { type: "button", class: "pm-button" }, label);
  button.addEventListener("click", async () => {
    const made = await make();
    if (!made) return;
    select.append(h("option", { value: made.id }, made.label));
    select.value = made.id;
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.focus();
  });
  return button;
}

function choices(value: string, { categories, say }: FormOptions): HTMLElement[] {
  const known = [{ id: "", label: say("noCategory") }, ...categories];
  if (!known.some(({ id }) => id === value)) known.push({ id: value, label: value });
  return known.map(({ id, label }) => h("option", { value: id, selected: id === value }, label));
}
