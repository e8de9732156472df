/** Dates as a language writes them. */

import { htmlLang } from "./language.ts";

const WRITTEN =
  /^(\d{4})-?(\d{2})(?:-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?$/;

/** From one day to another: `2024-03-01/2024-05-31` → 1 March – 31 May 2024; null for anything else. */
export function periodText(written: string, lang: string): string | null {
  const days = /^(\d{4})-(\d{2})-(\d{2})\/(\d{4})-(\d{2})-(\d{2})$/.exec(written.trim())?.slice(1).map(Number);
  if (!days || written.split("/").some((day) => dateText(day, lang) === null)) return null;
  const [from, to] = [days.slice(0, 3), days.slice(3)].map(([year = 0, month = 1, day = 1]) => Date.UTC(year, month - 1, day));
  if (from! > to!) return null;
  return new Intl.DateTimeFormat(regionOf(lang), { timeZone: "UTC", dateStyle: "long" }).formatRange(from!, to!);
}

/** `2022-03-31` → 2022年3月31日, 31 March 2022; null for what is no date as ISO 8601 writes it. */
export function dateText(written: string, lang: string): string | null {
  const [found, year = "", month = "", day, hour, minute, , zone = ""] = WRITTEN.exec(written.trim()) ?? [];
  if (found === undefined) return null;
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day ?? 1));
  if (date.getUTCMonth() !== Number(month) - 1) return null;
  date.setUTCHours(Number(hour ?? 0), Number(minute ?? 0));
  // What was written is what is said: no clock is put back for the reader.
  const options: Intl.DateTimeFormatOptions = { timeZone: "UTC", year: "numeric", month: "long" };
  if (day !== undefined) options.day = "numeric";
  // Midnight is what programs write where no hour is known.
  const isTimed = hour !== undefined && `${hour}${minute}` !== "0000";
  if (isTimed) Object.assign(options, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const text = new Intl.DateTimeFormat(regionOf(lang), options).format(date);
  const isElsewhere = isTimed && zone !== "";
  return isElsewhere ? `${text} ${zone === "Z" ? "UTC" : `UTC${zone}`}` : text;
}

/** A language as the reader's own country writes it: 31 March in Britain, March 31 in America. */
function regionOf(lang: string): string {
  const own = globalThis.navigator?.languages ?? [];
  return own.find((one) => one.startsWith(`${lang}-`)) ?? htmlLang(lang);
}
