/** Values of properties as an input has them, and back. */

export type Properties = Readonly<Record<string, unknown>>;

export interface Changes {
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove: readonly string[];
}

/** How a value stands in its input. */
export function spelling(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Whether a text needs an input of several lines; one of a single line would lose their ends. */
export function hasLines(text: string): boolean {
  return /[\r\n]/.test(text);
}

/** What was typed has "\n" at the end of its lines; the file may have two characters there. */
export function keepLineEnds(text: string, before: string): string {
  const isCrLf = before.includes("\r\n") && !before.replace(/\r\n/g, "").includes("\n");
  return isCrLf ? text.replace(/\r?\n/g, "\r\n") : text;
}

/** Texts even when they look like numbers: a bar may be called "798". */
const TEXTS = /^((name|description)(_.*)?|category|link|id|part_of|source)$/;

/** What was typed, as the kind of value it replaces: numbers stay numbers, lists lists. */
export function typed(text: string, before: unknown, name = ""): unknown {
  if (typeof before === "string") return keepLineEnds(text, before);
  try {
    const value: unknown = JSON.parse(text);
    const isPlain = !TEXTS.test(name) && (typeof value === "number" || typeof value === "boolean");
    const wasNested = typeof before === "object" && before !== null;
    if ((isPlain && JSON.stringify(value) === text) || wasNested) return value;
  } catch {
    // Not JSON: it is a text.
  }
  return text;
}

/** What differs between the properties and the texts of the inputs. */
export function changesOf(properties: Properties, texts: ReadonlyMap<string, string>): Changes {
  const set: Record<string, unknown> = {};
  const remove: string[] = [];
  for (const [name, text] of texts) {
    const before = properties[name];
    // A line end typed here is one character; the file may have two.
    if (text === spelling(before).replace(/\r\n?/g, "\n")) continue;
    if (text === "" && before !== undefined) remove.push(name);
    else set[name] = typed(text, before, name);
  }
  return { set, remove };
}
