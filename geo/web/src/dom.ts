/** Building the page. Data reaches it as text only: there is no way here to pass markup. */

type Child = Node | string | number | null | undefined | false;

/** Attributes by name; `on…` takes a listener, `true` an empty attribute, null and false none. */
export type Attributes = Readonly<
  Record<string, string | number | boolean | null | undefined | ((event: never) => void)>
>;

/** Make an element: `h("button", { type: "button", onclick }, "Close")`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  assign(element, attributes);
  append(element, children);
  return element;
}

/** The same for SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  assign(element, attributes);
  append(element, children);
  return element;
}

/** Replace all that is in an element. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  append(element, children);
}

/** Whether a key belongs to an input method: 229 is what some browsers give the one that ends a word. */
export function isIme({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}

/** Act whenever an element has another size, and once at first. */
export function onResize(element: Element, signal: AbortSignal, act: () => void): void {
  const watch = new ResizeObserver(act);
  watch.observe(element);
  // An element that is taken away has another size, too.
  signal.addEventListener("abort", () => watch.disconnect());
}

/** Scroll just so far that an element is seen. Its own `scrollIntoView` would let Tab go on from it, in Chromium. */
export function bringIntoView(scroller: Element, element: Element): void {
  const [outer, inner] = [scroller.getBoundingClientRect(), element.getBoundingClientRect()];
  if (inner.top < outer.top) scroller.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) scroller.scrollTop += Math.min(inner.bottom - outer.bottom, inner.top - outer.top);
}

/** A link's address when it is safe to follow (http, https, mailto, tel), or null. */
export function safeUrl(address: unknown): string | null {
  if (typeof address !== "string") return null;
  try {
    const url = new URL(address.trim());
    return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function assign(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value as EventListener);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(typeof child === "number" ? String(child) : child);
  }
}
