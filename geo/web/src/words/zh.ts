import type { en } from "./en.ts";

/** The page in Chinese. */
export const zh: Readonly<Record<keyof typeof en, string>> = {
  search: "搜索",
  results: "{count} 处",

  // 嵌入 (src/embed)
  fullMap: "打开完整地图",
  hintScroll: "按住 Ctrl 并滚动可缩放地图",
  hintScrollApple: "按住 ⌘ 并滚动可缩放地图",
  hintTouch: "用两根手指移动地图",
};
