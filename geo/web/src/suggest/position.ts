/** The part of the form that says where a site is. */

import type { Geometry } from "geojson";

import type { LonLat } from "../data/datum.ts";
import { fill, h, isIme } from "../dom.ts";
import { labelled } from "./field.ts";
import type { FormKey, Say } from "./suggestwords.ts";

export interface PositionOptions {
  readonly say: Say<FormKey>;
  readonly geometry: Geometry | null;
  /** Example of what can be typed. */
  readonly hint: string;
  /** A position as it was typed, or why it is none. */
  readonly locate: (text: string, datum: string) => Promise<LonLat | string>;
  /** Let the reader click on the map. */
  readonly pick: () => Promise<LonLat | null>;
  readonly onMove: (geometry: Geometry) => void;
  /** Do something with the form out of the way. */
  readonly away: <T>(work: () => Promise<T>) => Promise<T>;
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
    show();
    options.onMove(geometry);
  };
  const text = h("input", { placeholder: options.hint, "aria-label": say("positionText"), autocomplete: "off" });
  const datum = h("select", {}, ...datums(say));
  /** Text and datum the position was last read from: what differs from them is still to be read. */
  let used = "";
  const typed = (): string => JSON.stringify([text.value, datum.value]);
  const settle = async (): Promise<boolean> => {
    const now = typed();
    if (text.value.trim() === "" || now === used) return true;
    const found = await options.locate(text.value, datum.value);
    if (typeof found === "string") {
      fill(trouble, found);
      text.focus();
      return false;
    }
    used = now;
    move(found);
    return true;
  };
  const pick = async (): Promise<void> => {
    const place = await options.away(options.pick);
    if (!place) return;
    // The fields say what was picked, not what was typed before.
    text.value = place.join(", ");
    datum.value = "wgs84";
    used = typed();
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
  const element = h(
    "fieldset",
    { class: "pm-form-position" },
    h("legend", {}, say("position")),
    h("div", { class: "pm-form-line" }, where, button("pick", pick)),
    h("div", { class: "pm-form-line" }, text, button("place", settle)),
    labelled(say("datum"), "", datum),
    trouble,
  );
  return { element, text, geometry: () => geometry, settle };
}

function datums(say: Say<FormKey>): HTMLElement[] {
  return [
    h("option", { value: "" }, say("datumAuto")),
    h("option", { value: "wgs84" }, say("datumWgs84")),
    h("option", { value: "gcj02" }, say("datumGcj02")),
    h("option", { value: "bd09" }, say("datumBd09")),
  ];
}

function describe(geometry: Geometry | null, say: Say<FormKey>): string {
  if (geometry === null) return say("noPosition");
  if (geometry.type !== "Point") return say("shapeOf", { kind: geometry.type });
  return geometry.coordinates.slice(0, 2).join(", ");
}
