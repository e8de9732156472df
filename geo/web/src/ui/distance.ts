/** Distances in words. */

import type { App } from "../app.ts";

/** `8 m`, `1.3 km`: as exact as anybody knows it. */
export function distanceText(metres: number, t: App["t"]): string {
  if (metres < 10) return t("metres", { count: Number(metres.toPrecision(2)) });
  if (metres < 1000) return t("metres", { count: Math.round(metres) });
  const kilometres = metres / 1000;
  return t("kilometres", { count: kilometres < 10 ? Math.round(kilometres * 10) / 10 : Math.round(kilometres) });
}
