/** What map and list agree on while the page is on paper: which site has which number. */

/** More signs than this are no map one reads numbers on. */
export const MOST_NUMBERED = 300;

let isGiven = false;
let windowed: ReadonlySet<number> = new Set();
let order: () => readonly number[] = () => [];
let numbers: ReadonlyMap<number, number> = new Map();
const listeners = new Set<() => void>();

/** Say in which order the list has the sites. */
export function setOrder(rows: () => readonly number[]): void {
  order = rows;
}

/** Be told when the numbers are given out, and when they are taken back. */
export function onNumbers(listener: () => void, signal: AbortSignal): void {
  listeners.add(listener);
  signal.addEventListener("abort", () => listeners.delete(listener));
}

/** Number the sites that are on the paper's map, in the order of the list; none where they are too many. */
export function giveNumbers(isOnMap: (row: number) => boolean): void {
  isGiven = true;
  const rows = order().filter(isOnMap);
  numbers = new Map(rows.length > MOST_NUMBERED ? [] : rows.map((row, index) => [row, index + 1]));
  listeners.forEach((listener) => listener());
}

/** Say which sites are seen in a window of their own: the sheet may be high enough for their places, too. */
export function giveWindows(rows: ReadonlySet<number>): void {
  windowed = rows;
}

/** Of the visible sites those that the map itself has. */
export function onMap(visible: Uint8Array): Uint8Array {
  return windowed.size > 0 ? visible.map((is, row) => (windowed.has(row) ? 0 : is)) : visible;
}

export function takeNumbers(): void {
  isGiven = false;
  numbers = new Map();
  windowed = new Set();
  listeners.forEach((listener) => listener());
}

/** The number of a site; undefined where it has none, or the page is no paper. */
export function numberOf(row: number): number | undefined {
  return numbers.get(row);
}

/** Whether the page is on paper, with numbers or without. */
export function isOnPaper(): boolean {
  return isGiven;
}

export function isNumbered(): boolean {
  return numbers.size > 0;
}
