/** What the page around a person does not lose when it takes newer data: focus, typing, scrolling, what stands open. */

import { scrollBack, scrolledPlaces } from "./scrolling.ts";

/** An element by what does not change with the data: its class, which of them it is, and what it is about. */
interface Mark {
  readonly name: string;
  readonly index: number;
  readonly about: string;
}

/** What the new elements are to be like is asked for now; gives what makes them so, once they are there. */
export function stayingAround(): () => void {
  const places = scrolledPlaces();
  const open = [...document.querySelectorAll<HTMLDetailsElement>("#parkmap details[open]")].map(markOf);
  const focused = document.activeElement;
  const focus = focused instanceof HTMLElement && focused.closest("#parkmap") ? markOf(focused) : null;
  const typed = isText(focused) ? { value: focused.value, start: focused.selectionStart, end: focused.selectionEnd } : null;
  return () => {
    for (const mark of open) {
      const details = found(mark);
      if (details instanceof HTMLDetailsElement) details.open = true;
    }
    scrollBack(places);
    const element = focus && found(focus);
    if (!(element instanceof HTMLElement)) return;
    element.focus({ preventScroll: true });
    if (!typed || !isText(element)) return;
    if (element.value !== typed.value) {
      element.value = typed.value;
      element.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (typed.start !== null) element.setSelectionRange(typed.start, typed.end);
  };
}

function isText(element: Element | null): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && /^(text|search|url|tel)$/.test(element.type));
}

function markOf(element: Element): Mark {
  const name = element.classList[0] ?? element.tagName;
  return { name, index: alike(name).indexOf(element), about: aboutOf(element) };
}

/** The one that is about the same, or else the one in the same place. */
function found({ name, index, about }: Mark): Element | undefined {
  const all = alike(name);
  return all.find((element) => about !== "" && aboutOf(element) === about) ?? all[index];
}

function alike(name: string): Element[] {
  return [...document.querySelectorAll("#parkmap *")].filter((element) => (element.classList[0] ?? element.tagName) === name);
}

function aboutOf(element: Element): string {
  const { id, field, group } = (element as HTMLElement).dataset;
  return id ?? field ?? group ?? element.getAttribute("aria-label") ?? element.querySelector("summary")?.textContent ?? "";
}
