/** The part of the form that says where a site is. */

import type { Geometry } from "geojson";

import type { LonLat } from "../data/datum.ts";
import { fill, h, isIme } from "../dom.ts";
import { remember, remembered } from "../ui/remembered.ts";
import { labelled } from "./field.ts";
import type { FormKey, Say } from "./suggestwords.ts";

/** Which map the numbers were from that were pasted last. */
const LAST_DATUM = "parkmap-datum";

export interface PositionOptions {
  readonly say: Say<FormKey>;
  readonly geometry: Geometry | null;
  /** Example of what can be typed. */
  readonly hint: string;
  /** What is wrong with a shape that was drawn. */
  readonly note?: string | undefined;
  /** A position as it was typed, or why it is none. */
  readonly locate: (text: string, datum: string) => Promise<Located | string>;
  /** Let the reader click on the map. */
  readonly pick: () => Promise<LonLat | null>;
  readonly onMove: (geometry: Geometry) => void;
  /** Do something with the form out of the way. */
  readonly away: <T>(work: () => Promise<T>) => Promise<T>;
}

export interface Located {
  readonly at: LonLat;
  /** Nothing says in which datum the numbers are, and it matters there. */
  readonly isOpen: boolean;
}

export interface PositionFields {
  readonly element: HTMLElement;
  readonly text: HTMLInputElement;
  readonly geometry: () => Geometry | null;
  /** Read what is typed and not used yet; false, and the reason shown, where it is no position. */
  readonly settle: () => Promise<boolean>;
}

export function positionFields(options: PositionOptions): PositionFields {
  const { say } = options;
  let geometry = options.geometry;
  const where = h("output", { class: "pm-form-where" });
  const trouble = h("p", { class: "pm-form-trouble", role: "alert" });
  const show = (): void => {
    where.textContent = describe(geometry, say);
  };
  const move = (place: LonLat): void => {
    geometry = { type: "Point", coordinates: [...place] };
    fill(trouble);
    text.removeAttribute("aria-invalid");
    show();
    options.onMove(geometry);
  };
  const question = h("div", { class: "pm-form-question", role: "status" });
  const text = h("input", { placeholder: options.hint, "aria-label": say("positionText"), autocomplete: "off" });
  const datum = h("select", {}, ...datums(say));
  /** Text and datum the position was last read from: what differs from them is still to be read. */
  let used = "";
  const typed = (): string => JSON.stringify([text.value, datum.value]);
  /** What was typed or picked last counts, however late the answer about what was there before comes. */
  let turn = 0;
  let settling: Promise<boolean> = Promise.resolve(true);
  const settle = (): Promise<boolean> => {
    turn += 1;
    settling = read(turn);
    return settling;
  };
  const read = async (mine: number): Promise<boolean> => {
    let now = typed();
    if (text.value.trim() === "" || now === used) return true;
    let found = await options.locate(text.value, datum.value);
    if (mine !== turn || now !== typed()) return newest(mine);
    const last = remembered(LAST_DATUM, "local");
    if (typeof found !== "string" && found.isOpen && last) {
      // The same source as last time, and said so: the choice shows it.
      datum.value = last;
      now = typed();
      found = await options.locate(text.value, last);
      if (mine !== turn || now !== typed()) return newest(mine);
    }
    // Given up meanwhile: the map shows nothing of it any more.
    if (!element.isConnected) return false;
    if (typeof found === "string") {
      fill(question);
      fill(trouble, found);
      text.setAttribute("aria-invalid", "true");
      text.focus();
      return false;
    }
    used = now;
    move(found.at);
    fill(question, ...(found.isOpen ? asked() : []));
    return true;
  };
  /** What is read meanwhile; or, where nobody has asked for what stands there now, to be asked for with the whole. */
  const newest = (mine: number): Promise<boolean> | boolean => (mine === turn ? false : settling);
  /** Half a kilometre hangs on it, and the numbers do not say. */
  const asked = (): Node[] => [
    h("span", {}, say("datumOpen")),
    ...DATUMS.slice(1).map(([value, word]) =>
      h("button", { type: "button", class: "pm-button", onclick: () => choose(value) }, say(word)),
    ),
  ];
  const choose = (value: string): void => {
    datum.value = value;
    remember(LAST_DATUM, value, "local");
    fill(question);
    void settle();
    text.focus();
  };
  datum.addEventListener("change", () => remember(LAST_DATUM, datum.value || null, "local"));
  const pick = async (): Promise<void> => {
    const place = await options.away(options.pick);
    if (!place) return;
    turn += 1;
    settling = Promise.resolve(true);
    // The fields say what was picked, not what was typed before.
    text.value = place.join(", ");
    datum.value = "wgs84";
    used = typed();
    fill(question);
    move(place);
  };
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || isIme(event)) return;
    event.preventDefault(); // the position is meant, not the whole form
    void settle();
  });
  const button = (key: FormKey, onclick: () => Promise<unknown>): HTMLElement =>
    h("button", { type: "button", class: "pm-button", onclick: () => void onclick() }, say(key));
  show();
  if (options.note) fill(trouble, options.note);
  // What would make a point of an area is not offered beside it.
  const isPoint = geometry === null || geometry.type === "Point";
  const element = h(
    "fieldset",
    { class: "pm-form-position" },
    h("legend", {}, say("position")),
    h("div", { class: "pm-form-line" }, where, isPoint && button("pick", pick)),
    isPoint && h("div", { class: "pm-form-line" }, text, button("place", settle)),
    isPoint && question,
    isPoint && labelled(say("datum"), "", datum),
    trouble,
  );
  return { element, text, geometry: () => geometry, settle };
}

const DATUMS = [
  ["wgs84", "datumWgs84"],
  ["gcj02", "datumGcj02"],
  ["bd09", "datumBd09"],
] as const;

function datums(say: Say<FormKey>): HTMLElement[] {
  return [
    h("option", { value: "" }, say("datumAuto")),
    ...DATUMS.map(([value, word]) => h("option", { value }, say(word))),
  ];
}

const SHAPES: Readonly<Record<Exclude<Geometry["type"], "Point">, FormKey>> = {
  MultiPoint: "shapePoints",
  LineString: "shapeLine",
  MultiLineString: "shapeLines",
  Polygon: "shapeArea",
  MultiPolygon: "shapeAreas",
  GeometryCollection: "shapeMixed",
};

function describe(geometry: Geometry | null, say: Say<FormKey>): string {
  if (geometry === null) return say("noPosition");
  if (geometry.type !== "Point") return say("shapeOf", { kind: say(SHAPES[geometry.type]) });
  return geometry.coordinates.slice(0, 2).join(", ");
}
