/**
 * What to paste into another page to show the map there.
 *
 * `parkmap embed` writes the same (geo/embedding/snippets.py); tests/fixtures/embedding/snippets.json holds
 * both to it.
 */

export interface Wanted {
  /** Address of the map page, without a fragment. */
  readonly url: string;
  /** State to start with, as a URL fragment without `#` and without `ui`. */
  readonly fragment: string;
  readonly ui: "embed" | "map" | "full";
  /** Name of the map: screen readers read it. */
  readonly title: string;
  /** CSS pixels, or `100%` of the column. */
  readonly width: number | "100%";
  /** CSS pixels. */
  readonly height: number;
}

export interface Snippets {
  /** The address alone. */
  readonly link: string;
  readonly iframe: string;
  readonly element: string;
  readonly markdown: string;
  readonly wordpress: string;
}

/** All ways to show the map elsewhere. */
export function snippets(wanted: Wanted): Snippets {
  const iframe = iframeTag(wanted);
  const link = withFragment(wanted.url, [wanted.fragment]);
  return {
    link,
    iframe,
    element: elementTag(wanted),
    markdown: `[${wanted.title.replace(/[\\[\]<>`*_]/g, "\\$&")}](${link.replace(/[<>()\s]/g, percent)})`,
    wordpress: `<!-- wp:html -->\n${iframe}\n<!-- /wp:html -->`,
  };
}

/** `frameborder` is old, but some editors take every `style` away; `allow` would earn a warning. */
function iframeTag({ url, fragment, ui, title, width, height }: Wanted): string {
  return tag("iframe", {
    src: withFragment(url, [ui === "full" ? "" : `ui=${ui}`, fragment]),
    title,
    width,
    height,
    style: "display:block", // a frame stands in a line of text, where block themes cannot centre it
    frameborder: 0,
    loading: "lazy",
    allowfullscreen: null,
  });
}

function elementTag({ url, fragment, ui, title, width, height }: Wanted): string {
  // A module from another origin would need its server's leave (CORS); a classic script does not.
  const script = tag("script", { src: sibling(url, "park-map.js"), defer: null });
  const style = width === "100%" ? {} : { style: `width:${width}px` };
  const map = { src: withFragment(url, [fragment]), ui, height, title, ...style };
  return `${script}\n${tag("park-map", map)}`;
}

function withFragment(url: string, pairs: readonly string[]): string {
  const fragment = pairs.filter((pair) => pair !== "").join("&");
  return fragment ? `${url}#${fragment}` : url;
}

/** Address of a file beside the page. */
function sibling(url: string, name: string): string {
  try {
    return new URL(name, url).href;
  } catch {
    return name;
  }
}

function tag(name: string, attributes: Readonly<Record<string, string | number | null>>): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === null ? key : `${key}="${escapeText(String(value))}"`,
  );
  return `<${name} ${written.join(" ")}></${name}>`;
}

function escapeText(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/"/g, "&quot;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

/** Like `encodeURIComponent`, which leaves brackets as they are. */
function percent(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
}
