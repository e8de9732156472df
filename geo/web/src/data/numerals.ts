/** Numbers as they stand in tables: 约 10, ≥ 5, 1,234; and what units of one measure have to do with each other. */

/** The number a cell says; NaN where it says none. “…” and “—” are no zero. */
export function numberIn(value: unknown): number {
  if (typeof value === "number") return Number.isFinite(value) ? value : NaN;
  if (typeof value !== "string") return NaN;
  const plain = value.normalize("NFKC").trim().replace(/^(约|近|超过?|逾|[~≈≥≤><+])\s*/u, "").replace(/(\d),(?=\d{3}(\D|$))/g, "$1").replace("−", "-");
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/** The year a cell begins with; NaN where it names none. */
export function yearIn(value: unknown): number {
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 10_000 ? value : NaN;
  const found = typeof value === "string" ? /^\s*(\d{4})(?!\d)/.exec(value) : null;
  return found ? Number(found[1]) : NaN;
}

/** A date as years and parts of them: whole for `1990`, and no epoch before which something ends. */
export function dateIn(value: unknown, atEnd = false): number {
  const written = typeof value === "number" ? String(value) : value;
  const found = typeof written === "string" ? /^\s*(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)/.exec(written) : null;
  if (!found) return NaN;
  const [year, month, day] = [Number(found[1]), found[2], found[3]];
  const start = (of: number, m = 1, d = 1): number => new Date(0).setUTCFullYear(of, m - 1, d);
  const whole = start(year + 1) - start(year);
  const [m, d] = [Number(month ?? 1), Number(day ?? 1)];
  const moment = atEnd
    ? (day ? start(year, m, d + 1) : month ? start(year, m + 1) : start(year + 1)) - 1
    : start(year, m, d);
  return year + (moment - start(year)) / whole;
}

const POWERS: Readonly<Record<string, number>> = { 百: 1e2, 千: 1e3, 万: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 万亿: 1e12 };

/** By how much a number in one unit is to be multiplied to be one in another; NaN where they measure different things. */
export function factorBetween(from: string, to: string): number {
  if (from === to) return 1;
  const [a, b] = [powerOf(from), powerOf(to)];
  return a.base === b.base && a.base !== "" ? a.power / b.power : NaN;
}

function powerOf(unit: string): { readonly base: string; readonly power: number } {
  const found = /^(万亿|百万|千万|十万|[百千万亿])?(.+)$/u.exec(unit.replace("㎡", "平方米"));
  return { base: found?.[2] ?? "", power: POWERS[found?.[1] ?? ""] ?? 1 };
}
