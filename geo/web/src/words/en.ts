/** The page in English. Every key stands in `zh.ts` too; the compiler sees to it. */
export const en = {
  search: "Search",
  results: "{count} sites",

  // Embedding (src/embed)
  fullMap: "Full map",
  hintScroll: "Hold Ctrl and scroll to zoom",
  hintScrollApple: "Hold ⌘ and scroll to zoom",
  hintTouch: "Use two fingers to move the map",
};
