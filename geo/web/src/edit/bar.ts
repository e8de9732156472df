/** The strip above the page: what can be done, and how the files are. It covers nothing. */

import { fill, h, svg } from "../dom.ts";

const ICONS = {
  point: "M10 18c3.5-4 5.3-6.8 5.3-9.5a5.3 5.3 0 0 0-10.6 0C4.7 11.2 6.5 14 10 18zM10 6.2v5M7.5 8.7h5",
  area: "M4.5 5.5 14 3.5l2.5 8-6 5-6.500-3zM4.5 5.500v.01M14 3.500v.01M16.500 11.500v.01M10.500 16.500v.01",
  line: "M3.500 15.500 8 7l4.500 5 4-7.500",
  edit: "M4 16l.8-3.400L13.300 4l2.700 2.700-8.600 8.500zM11.500 5.800l2.700 2.700",
  shape: "M10 3v14M3 10h14M7.800 5.200 10 3l2.200 2.200M7.800 14.800 10 17l2.200-2.200M5.200 7.800 3 10l2.200 2.200M14.800 7.800 17 10l-2.200 2.200",
  remove: "M4 5.500h12M8 5.500V3.500h4v2M5.500 5.500l.700 11h7.600l.700-11M8.500 8.500v5M11.500 8.500v5",
  redo: "M13 4 16.500 7.500 13 11M16.500 7.500h-8a4.500 4.500 0 0 0 0 9H13",
  tables: "M3.500 4.500h13v11h-13zM3.500 8.200h13M3.500 11.800h13M8 4.500v11",
  import: "M10 3v9M6.500 8.500 10 12l3.500-3.500M4 13v3.500h12V13",
  undo: "M7 4 3.500 7.500 7 11M3.500 7.500h8a4.500 4.500 0 0 1 0 9H7",
} as const;

export type BarIcon = keyof typeof ICONS;

export interface Tool {
  /** Names the tool over changes of language, so that the focus stays on it. */
  readonly name: string;
  readonly icon?: BarIcon;
  readonly label: string;
  /** What it would do, in more words than there is room for. */
  readonly title?: string;
  readonly act: () => void;
  readonly disabled?: boolean;
  readonly primary?: boolean;
}

export interface Group {
  /** Shown before its tools. */
  readonly title?: string;
  readonly label: string;
  readonly tools: readonly Tool[];
}

export class Bar {
  readonly #element: HTMLElement;
  /** One element for all words: what is made anew with its words in it is not read out. */
  readonly #words = h("div", { class: "pm-bar-words", role: "status" });
  readonly #groups = h("div", { class: "pm-bar-groups" }, this.#words);
  /** Kept while others stand in their place, so that the focus can go back to them. */
  readonly #buttons = new Map<string, HTMLButtonElement>();
  /** The tool that had the focus before others took its place. */
  #left: string | undefined;

  /** @param end stands at the right end, whatever the groups are */
  constructor(end: HTMLElement) {
    this.#element = h("div", { class: "pm-edit-bar", role: "toolbar" }, this.#groups, end);
    document.body.prepend(h("header", {}, this.#element));
    document.documentElement.classList.add("pm-has-bar");
    new ResizeObserver(() => this.#fit()).observe(this.#groups);
  }

  /** What stands in it now: some groups, or words and the tools that go with them. */
  show(label: string, words: string | null, groups: readonly Group[]): void {
    const active = document.activeElement as HTMLElement | null;
    const focused = this.#groups.contains(active) ? active?.dataset["tool"] : undefined;
    this.#element.setAttribute("aria-label", label);
    if (this.#words.textContent !== (words ?? "")) this.#words.textContent = words;
    while (this.#words.nextSibling) this.#words.nextSibling.remove();
    this.#groups.append(
      ...groups.map(({ title, label: name, tools }) =>
        h(
          "div",
          { class: "pm-bar-group", role: "group", "aria-label": name },
          title === undefined ? null : h("span", { class: "pm-bar-title" }, title),
          ...tools.map((tool) => this.#button(tool)),
        ),
      ),
    );
    this.#fit();
    this.#keepFocus(focused);
  }

  /** Where their words have no room, tools are their icons: none of them is out of sight. */
  #fit(): void {
    const { classList } = this.#element;
    classList.remove("pm-tight");
    classList.toggle("pm-tight", this.#groups.scrollWidth > this.#groups.clientWidth);
  }

  /** On the tool that had it; while that is gone, on the first. */
  #keepFocus(focused: string | undefined): void {
    const tools = [...this.#groups.querySelectorAll<HTMLButtonElement>("button:enabled")];
    const named = (name: string | undefined) => tools.find(({ dataset }) => dataset["tool"] === name);
    const earlier = named(this.#left);
    if (focused === undefined) this.#left = undefined;
    else if (named(focused)) named(focused)?.focus();
    else {
      this.#left = earlier ? undefined : (this.#left ?? focused);
      (earlier ?? tools[0])?.focus();
    }
  }

  #button({ name, icon, label, title, act, disabled, primary }: Tool): HTMLElement {
    const button = this.#buttons.get(name) ?? h("button", { type: "button", "data-tool": name });
    this.#buttons.set(name, button);
    button.className = `pm-tool${primary ? " pm-primary" : ""}${icon ? " pm-has-icon" : ""}`;
    button.title = title ?? label;
    button.disabled = disabled ?? false;
    button.onclick = () => act();
    fill(button, icon && picture(icon), h("span", {}, label));
    return button;
  }
}

function picture(icon: BarIcon): SVGElement {
  return svg(
    "svg",
    { class: "pm-icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: ICONS[icon] }),
  );
}
