/** Where the keys lead in a grid, as everybody knows them from spreadsheets. */

export interface Place {
  /** −1 is the header. */
  readonly line: number;
  readonly column: number;
}

export interface GridSize {
  readonly lines: number;
  readonly columns: number;
  /** Lines seen at once. */
  readonly page: number;
}

type Step = (at: Place, size: GridSize) => Place;

const STEPS: Readonly<Record<string, Step>> = {
  ArrowDown: ({ line, column }) => ({ line: line + 1, column }),
  ArrowUp: ({ line, column }) => ({ line: line - 1, column }),
  ArrowRight: ({ line, column }) => ({ line, column: column + 1 }),
  ArrowLeft: ({ line, column }) => ({ line, column: column - 1 }),
  PageDown: ({ line, column }, { page }) => ({ line: line + page, column }),
  PageUp: ({ line, column }, { page }) => ({ line: Math.max(Math.min(line, 0), line - page), column }),
  Home: ({ line }) => ({ line, column: 0 }),
  End: ({ line }, { columns }) => ({ line, column: columns - 1 }),
};
const FAR_STEPS: Readonly<Record<string, Step>> = {
  Home: () => ({ line: 0, column: 0 }),
  End: (_, { lines, columns }) => ({ line: lines - 1, column: columns - 1 }),
  ArrowUp: ({ column }) => ({ line: 0, column }),
  ArrowDown: ({ column }, { lines }) => ({ line: lines - 1, column }),
  ArrowLeft: ({ line }) => ({ line, column: 0 }),
  ArrowRight: ({ line }, { columns }) => ({ line, column: columns - 1 }),
};

/** The place a key leads to; null for keys that are not the grid's. */
export function stepped(key: string, isFar: boolean, at: Place, size: GridSize): Place | null {
  const step = (isFar ? FAR_STEPS : STEPS)[key];
  if (!step) return null;
  const { line, column } = step(at, size);
  return {
    line: Math.max(-1, Math.min(line, size.lines - 1)),
    column: Math.max(0, Math.min(column, size.columns - 1)),
  };
}
