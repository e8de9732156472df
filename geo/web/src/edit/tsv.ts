/** A block of cells as spreadsheets copy it: tabs between cells, line ends between rows. */

/** Cells with tabs or line ends in them stand in quotes, and quotes in those are doubled. */
export function readBlock(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;
  while (cell.lastIndex < text.length || row.length > 0) {
    const found = cell.exec(text);
    if (!found) break;
    row.push(found[1]?.replace(/""/g, '"') ?? found[2] ?? "");
    if (found[3] !== "\t") {
      rows.push(row);
      row = [];
      // Excel ends the last row, too: nothing follows.
      if (cell.lastIndex >= text.length) break;
    }
  }
  return rows;
}

/** What {@link readBlock} reads, and every spreadsheet. */
export function writeBlock(rows: readonly (readonly string[])[]): string {
  const quoted = (cell: string): string => (/[\t\r\n]|^"/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
  return rows.map((cells) => cells.map(quoted).join("\t")).join("\r\n");
}

/** Whether a text is more than one cell. */
export function isBlock(text: string): boolean {
  return /[\t\r\n]/.test(text.replace(/(?:\r\n|\n|\r)$/, ""));
}
