/** Addresses in texts: what can be followed, written to or called is a link wherever it stands. */

import said from "../../../sources/recognised_telephones.json" with { type: "json" };
import { h, safeUrl } from "../dom.ts";

const EXTENSION = said.extension.join("|");

/**
 * Web addresses, with or without their scheme; mail addresses; telephone numbers that say so by a plus, or by
 * their scheme. Punctuation that ends a sentence is none of an address, nor a bracket it did not open.
 */
const ADDRESS =
  new RegExp([
    /(?:https?:\/\/|mailto:|tel:|www\.)(?:(?![,;|]+(?:https?:\/\/|www\.))[^\s<>"“”‘’「」『』《》〈〉（）【】〔〕〖〗［］｛｝，。；：、！？…])+/,
    /[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/,
    /(?<![\w+])\+\d[\d ()/.-]{5,18}\d(?!\w)/,
    // After a word that says what it is.
    new RegExp(
      `(?<=(?:(?:${said.before.characters.join("|")})(?:${said.before.number.join("|")})?[:：]?` +
        `|\\b(?:${said.before.words.join("|")})\\.?[:：]|\\btel\\.?)\\s{0,2})` +
        `[(（]?\\d[\\d ()（）/.–—-]{5,24}\\d(?:\\s?(?:${EXTENSION})\\s?\\d{1,6})?(?!\\w)`,
    ),
  ].map(({ source }) => source).join("|"), "giu");
const TELEPHONE = new RegExp(`^\\+?[\\d\\s()/.·–—-]{5,24}(?:\\s*(?:${EXTENSION}|x|-)\\s*\\d{1,6})?$`, "i");
const EXTENDED = new RegExp(`^(.*?)(?:\\s*(?:${EXTENSION}|x)\\s*(\\d{1,6}))?$`, "i");
const FAX = new RegExp(said.fax.join("|"), "i");
/** Fewer digits are no number by themselves, but its beginning: 030/901820. */
const LEAST_DIGITS = 7;

/** Whether a column of telephone numbers is one of those nobody answers. */
export function isFax(name: string): boolean {
  return FAX.test(name);
}

/** A text with its links. */
export function linked(text: string): Node[] {
  const nodes: Node[] = [];
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const words = trimmed(found[0]);
    const address = addressOf(words);
    if (!address) continue;
    if (found.index > end) nodes.push(document.createTextNode(text.slice(end, found.index)));
    nodes.push(...(address.startsWith("tel:") ? oneOrMore(words) : [written(address, shortened(words))]));
    end = found.index + words.length;
  }
  if (end < text.length) nodes.push(document.createTextNode(text.slice(end)));
  return nodes;
}

/** A telephone number, or several with something between, as links to call. */
export function callable(text: string): Node[] {
  return text.split(/(\s*[;；,，、\n|]\s*)/).flatMap((part, index): Node[] => (index % 2 === 0 && telephonesIn(part).length > 0 ? oneOrMore(part) : linked(part)));
}

/** The telephone numbers of a text that is nothing else: one, or several with slashes between. */
export function telephonesIn(text: string): readonly string[] {
  return numbersOf(text).map(telephoneAddress).filter((address) => address !== null);
}

function oneOrMore(text: string): Node[] {
  return numbersOf(text).flatMap((part, index): Node[] => {
    const address = telephoneAddress(part);
    const words = part.trim().replace(/^tel:/i, "");
    return [...(index > 0 ? [document.createTextNode(" / ")] : []), address ? written(address, words) : document.createTextNode(words)];
  });
}

/** What stands between slashes, where what stands before the first is a number by itself. */
function numbersOf(text: string): readonly string[] {
  const parts = text.split("/");
  return (parts[0]!.match(/\d/g) ?? []).length >= LEAST_DIGITS ? parts : [text];
}

/** `tel:` and the digits of what is nothing but a telephone number; or null. */
export function telephoneAddress(text: string): string | null {
  // Wide digits and brackets are those of a Chinese or Japanese keyboard.
  const number = text.trim().replace(/^tel:/i, "").normalize("NFKC");
  if (!TELEPHONE.test(number)) return null;
  const [, main = "", extension] = EXTENDED.exec(number) ?? [];
  // (0) in an international number is left out when one calls from abroad, and when a program does.
  const digits = main.replace(/^(\+.*?)\(0\)/, "$1").replace(/[^\d+]/g, "");
  return `tel:${digits}${extension ? `,${extension}` : ""}`;
}

/** An address as it is written, from left to right in Arabic or Hebrew, too: +966 11 123 would be 123 11 966+. */
function written(address: string, words: string): HTMLElement {
  const element = link(address, words);
  element.dir = "ltr";
  return element;
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
  if (/^[+\d(（]/.test(words) && !words.includes("@")) return telephoneAddress(words);
  return safeUrl(`mailto:${words}`);
}

function trimmed(found: string): string {
  const ended = (words: string): string => words.replace(/[.,;:!?'*]+$/, "");
  let words = ended(found);
  for (const [opening, closing] of [["(", ")"], ["[", "]"], ["{", "}"]] as const) {
    while (words.endsWith(closing) && !words.includes(opening)) words = ended(words.slice(0, -1));
  }
  return words;
}
