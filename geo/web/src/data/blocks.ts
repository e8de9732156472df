/** Where the payload's blocks stand in the page. */

import type { BlockSource } from "./load.ts";

/**
 * Base64 of a block, as soon as the parser has passed its element: the page is read while its
 * beginning is already drawn.
 */
export function blocksOf(page: Document): BlockSource {
  return (name) =>
    new Promise((resolve, reject) => {
      const look = (): boolean => {
        const element = page.getElementById(`parkmap-${name}`);
        const whole = element?.nextElementSibling || page.readyState !== "loading";
        if (!whole) return false;
        if (element) resolve(element.textContent ?? "");
        else reject(new Error(`the page has no block ${name}`));
        return true;
      };
      if (look()) return;
      const observer = new MutationObserver(() => {
        if (look()) observer.disconnect();
      });
      observer.observe(page, { childList: true, subtree: true });
      // Once: a listener that stays would keep the text of the block, which is that of nearly the whole page.
      page.addEventListener("DOMContentLoaded", () => {
        if (look()) observer.disconnect();
      }, { once: true });
    });
}
