/** How well a site's position is known, in words. */

import type { App } from "../../app.ts";
import { focusOf, Kind } from "../../data/sites.ts";
import { h } from "../../dom.ts";
import { distanceText } from "../../ui/distance.ts";
import { siteButton } from "./relations.ts";
import { heading, type Sources } from "./sources.ts";

/** Names of the datums a position may have been given in. */
const DATUMS: Readonly<Record<string, string>> = { gcj02: "GCJ-02", bd09: "BD-09" };

export function position(app: App, row: number, sources: Sources): HTMLElement | null {
  const { sites, store, t } = app;
  const { lang } = store.state;
  const isLocated = sites.kind[row] !== Kind.none;
  const how = sites.value(row, "located_by", lang);
  const datum = String(sites.value(row, "datum", lang) ?? "").toLowerCase();
  const sentences = [
    isLocated ? quality(app, row) : "",
    how === null ? "" : t("locatedBy", { how: String(how) }),
    datum && datum !== "wgs84" ? t("convertedFrom", { datum: DATUMS[datum] ?? datum.toUpperCase() }) : "",
  ].filter((sentence) => sentence !== "");
  if (sentences.length === 0) return null;
  const marks = sources.marks(sites.value(row, "source", lang));
  return h(
    "section",
    { class: "pm-position" },
    heading(app, t("position")),
    ...sentences.map((text, index) =>
      h("p", {}, text, index === sentences.length - 1 ? marks : null),
    ),
  );
}

function quality({ sites, t }: App, row: number): string {
  const kind = sites.kind[row];
  const accuracy = sites.accuracy[row] ?? NaN;
  if (Number.isNaN(accuracy)) return t(kind === Kind.point ? "accuracyUnknown" : "outlineUnknown");
  const distance = distanceText(accuracy, t);
  return t(kind === Kind.point ? "accuracyPoint" : "accuracyOutline", { distance });
}

/** For a site nobody has located: says so, and what the map shows instead. */
export function notLocatedNote(app: App, row: number): HTMLElement | null {
  const { sites, t } = app;
  if (sites.kind[row] !== Kind.none) return null;
  const area = focusOf(sites, row);
  return h(
    "div",
    { class: "pm-not-located", role: "note" },
    h("p", {}, t(area >= 0 ? "notLocatedShown" : "notLocated")),
    area >= 0 ? siteButton(app, area) : null,
  );
}
