/** Addresses in texts: what can be followed, written to or called is a link wherever it stands. */

import { h, safeUrl } from "../dom.ts";

/**
 * Web addresses, with or without their scheme; mail addresses; telephone numbers that say so by a plus, or by
 * their scheme. Punctuation that ends a sentence is none of an address, nor a bracket it did not open.
 */
const ADDRESS =
  /(?:https?:\/\/|mailto:|tel:|www\.)[^\s<>"“”「」『』《》（），。；、！？]+|[\w.%+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w+])\+\d[\d ()/.-]{5,18}\d(?!\w)/giu;
const TELEPHONE = /^\+?[\d\s()/.·–-]{5,24}(?:\s*(?:ext\.?|x|转|-)\s*\d{1,6})?$/i;

/** A text with its links. */
export function linked(text: string): Node[] {
  const nodes: Node[] = [];
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const words = trimmed(found[0]);
    const address = addressOf(words);
    if (!address) continue;
    if (found.index > end) nodes.push(document.createTextNode(text.slice(end, found.index)));
    nodes.push(link(address, shortened(words)));
    end = found.index + words.length;
  }
  if (end < text.length) nodes.push(document.createTextNode(text.slice(end)));
  return nodes;
}

/** A telephone number, or several with something between, as links to call. */
export function callable(text: string): Node[] {
  return text.split(/(\s*[;；,，、\n|]\s*)/).flatMap((part, index): Node[] => {
    const address = index % 2 === 0 ? telephoneAddress(part) : null;
    return address ? [link(address, part.trim().replace(/^tel:/i, ""))] : linked(part);
  });
}

/** `tel:` and the digits of what is nothing but a telephone number; or null. */
export function telephoneAddress(text: string): string | null {
  const number = text.trim().replace(/^tel:/i, "");
  if (!TELEPHONE.test(number)) return null;
  const [, main = "", extension] = /^(.*?)(?:\s*(?:ext\.?|x|转)\s*(\d{1,6}))?$/i.exec(number) ?? [];
  // (0) in an international number is left out when one calls from abroad, and when a program does.
  const digits = main.replace(/^(\+.*?)\(0\)/, "$1").replace(/[^\d+]/g, "");
  return `tel:${digits}${extension ? `,${extension}` : ""}`;
}

/** A link out of the page. */
export function link(address: string, words: string): HTMLElement {
  const isWeb = /^https?:/i.test(address);
  return h("a", { href: address, ...(isWeb ? { target: "_blank", rel: "noopener noreferrer" } : {}) }, words);
}

/** `https://www.example.org/a/` → `example.org/a` */
export function shortened(address: string): string {
  return address.replace(/^(https?:\/\/(www\.)?|mailto:|tel:)/i, "").replace(/\/$/, "");
}

function addressOf(words: string): string | null {
  if (/^(https?:|mailto:|tel:)/i.test(words)) return safeUrl(words);
  if (/^www\./i.test(words)) return safeUrl(`https://${words}`);
  if (words.startsWith("+")) return telephoneAddress(words);
  return safeUrl(`mailto:${words}`);
}

function trimmed(found: string): string {
  let words = found.replace(/[.,;:!?'…]+$/, "");
  while (words.endsWith(")") && !words.includes("(")) words = words.slice(0, -1).replace(/[.,;:!?']+$/, "");
  return words;
}
