/**
 * The page's own text, made again from what the browser holds of it, for a frame with `srcdoc`.
 *
 * So a preview needs no address and no leave to load one: it works from a disk, in a sandbox and
 * in a notebook, and the page's policy stays as narrow as it is, since a frame written by the page
 * itself falls under the same policy.
 */

/** What a page that has no address of its own is told in `data-…` of its `<main>`. */
export interface Told {
  /** State to start with, as a URL fragment. */
  readonly state: string;
  /** Address of the whole page, if it has one. */
  readonly home: string;
}

/** The page as it was before its program ran, starting with another state. */
export function pageCopy(page: Document, { state, home }: Told): string {
  const main = page.createElement("main");
  main.className = "parkmap";
  main.id = "parkmap";
  main.dataset["state"] = state;
  if (home) main.dataset["home"] = home;
  for (const name of ["pm-map", "pm-panel"]) {
    const part = page.createElement("div");
    part.className = name;
    main.append(part);
  }
  // What `parkmap serve` adds is no part of the page that will be published: neither what it tells
  // its page nor what its program has put there since.
  const isServed = page.getElementById("parkmap-live") !== null;
  const rest = [...page.body.children].filter(({ localName, id }) =>
    isServed ? localName === "script" && id !== "parkmap-live" : !/^(main|dialog)$/.test(localName),
  );
  const html = page.createElement("html");
  html.lang = page.documentElement.lang;
  const body = page.createElement("body");
  body.append(main, ...rest.map((element) => element.cloneNode(true)));
  html.append(page.head.cloneNode(true), body);
  return `<!doctype html>\n${html.outerHTML}`;
}
