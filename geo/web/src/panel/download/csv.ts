/** Tables as CSV that spreadsheets open rightly: UTF-8 with a byte order mark, formulas disarmed. */

export type Cell = string | number | boolean | null;

const BYTE_ORDER_MARK = "\ufeff";
/** As `geo/exporting` has it: a telephone, a signed number or a share is no formula. */
const FORMULA = /^([=@\t\r]|[+-](?![0-9 ().,-]*[%‰]?$))/;

/** A header and rows, lines ended as the standard (RFC 4180) says. */
export function csv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [line(header)];
  for (const row of rows) lines.push(line(row));
  return BYTE_ORDER_MARK + lines.join("");
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const text = isFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Whether a spreadsheet would run a text. CSV has no types: an apostrophe before it says that it is text. */
export function isFormula(text: string): boolean {
  return FORMULA.test(text);
}

/** Cells for the clipboard: tabs between, and none within. */
export function tabbed(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map((cell) => cell.replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
}
