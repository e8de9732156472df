/** The page takes what the files show now, in place where it can. */

import { askNews, askPart, type News } from "./client.ts";
import { stayingAround } from "./staying.ts";

/**
 * `taken`; `anew`: the page must be loaded again, for program or settings are others; `gone`: the server does not know
 * this browser any more; `again`: the files have changed meanwhile.
 */
export type Taking = "taken" | "anew" | "gone" | "again";

export class Renewing {
  #shown: News;

  constructor(told: News) {
    this.#shown = told;
  }

  get shown(): News {
    return this.#shown;
  }

  /**
   * Fetch what is new of the page and show it; rejects while the server is away.
   *
   * @param free waits till the person has nothing of the page at hand: while it is fetched they may have begun
   */
  async take(free: () => Promise<void>): Promise<Taking> {
    const news = await askNews();
    if (news === null) return "gone";
    if (news.frame !== this.#shown.frame) return "anew";
    const names = Object.keys(news.parts).filter((name) => news.parts[name] !== this.#shown.parts[name]);
    const texts = await Promise.all(names.map((name) => askPart(news.parts[name]!)));
    if (texts.includes(null)) return "again";
    names.forEach((name, index) => put(name, texts[index]!));
    this.#shown = news;
    if (names.length === 0) return "taken";
    await window.parkmap.renew({
      isGroundSame: !names.includes("ground"),
      around: async (swap) => {
        await free();
        const restore = stayingAround();
        swap();
        // Names are there at once, and with them what was focused and scrolled.
        void window.parkmap.app.sites.complete.then(restore);
      },
    });
    return "taken";
  }
}

/** Where the page's program reads it. */
function put(name: string, text: string): void {
  const id = `parkmap-${name}`;
  let element = document.getElementById(id);
  if (!element) {
    element = document.createElement("script");
    element.id = id;
    element.setAttribute("type", "application/json");
    document.body.append(element);
  }
  element.textContent = text;
}
