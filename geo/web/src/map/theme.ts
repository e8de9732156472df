/** Which palette the page shows, and when that changes. */

import { palette, type Palette } from "./style.ts";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** The palette as `<html data-theme>` says; without it, as the system does. */
export function currentPalette(): Palette {
  const told = document.documentElement.dataset["theme"];
  if (told === "dark" || told === "light") return palette(told);
  return palette(dark.matches ? "dark" : "light");
}

/** Whether the ground is dark. */
export function isDark(): boolean {
  return currentPalette().land < "#888888";
}

export function onThemeChange(listener: () => void, signal: AbortSignal): void {
  dark.addEventListener("change", listener, { signal });
  const watch = new MutationObserver(listener);
  watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  signal.addEventListener("abort", () => watch.disconnect());
}

export function prefersStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
