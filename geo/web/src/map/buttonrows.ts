/** How many buttons stand below each other, so that all are within a height and columns equally long. */
export function rowsWithin(height: number, buttons: number, size: number): number {
  const most = Math.max(1, Math.floor(height / size));
  return Math.ceil(buttons / Math.ceil(buttons / most));
}
