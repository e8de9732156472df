/** Pictures of the project that travel in the page (`geo/page/pictures.py`): read when one is shown. */

export interface Picture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

interface Entry {
  readonly width: number;
  readonly height: number;
  readonly data: string;
}

let entries: Readonly<Record<string, Entry>> | null = null;

/** The picture a value names, if the page has it. */
export function pictureOf(value: unknown): Picture | null {
  if (typeof value !== "string") return null;
  entries ??= readEntries();
  const entry = Object.hasOwn(entries, value) ? entries[value] : undefined;
  return entry ? { url: `data:image/webp;base64,${entry.data}`, width: entry.width, height: entry.height } : null;
}

/** The page has others now. */
export function forgetPictures(): void {
  entries = null;
}

function readEntries(): Readonly<Record<string, Entry>> {
  const text = document.getElementById("parkmap-pictures")?.textContent;
  return text ? (JSON.parse(text) as Record<string, Entry>) : {};
}
