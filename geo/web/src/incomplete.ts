/** A file cut off in a mail or a download: the page says so instead of staying empty. */

import { h } from "./dom.ts";

/** In every language of the page: which of them the map speaks may be what was cut off. */
const WORDS = {
  "zh-CN": "文件不完整，请重新获取。",
  en: "The file is incomplete; please get it again.",
};

/** Say it, and let the error go on to the console. */
export function sayIncomplete(error: unknown): never {
  const lines = Object.entries(WORDS).map(([lang, text]) => h("p", { lang }, text));
  const place = document.getElementById("parkmap") ?? document.body;
  place.append(h("div", { class: "pm-notice pm-shown", role: "alert" }, ...lines));
  throw error;
}
