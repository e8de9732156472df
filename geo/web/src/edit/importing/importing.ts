/** What becomes of files and texts that come to the page, and the tool for who neither drops nor pastes. */

import type { Outcome } from "../client.ts";
import type { Hold } from "../live.ts";
import { MOST_FILES, type Arrival, type Arrivals } from "./arrivals.ts";
import { chooseIncoming } from "./choosing.ts";
import { openImport, type Host, type Incoming } from "./importdialog.ts";
import { sayImport as say } from "../editwords.ts";
import { reviewSuggestions } from "./review.ts";
import { kindOf, suggestionsIn, type Pasted, type Suggested } from "./textkinds.ts";

/** Bytes up to which a dropped text may be a letter with a suggestion in it. */
const LONGEST_LETTER = 300_000;

export interface ImportingParts extends Omit<Host, "settle"> {
  /** Null when it is saved and the page will show it, once nobody but what `own` lets go holds it. */
  readonly settle: (outcome: Outcome, words: string, own: Hold) => HTMLElement | null;
  /** One thing at a time; the page stays as it is till it is done. False where another is being done. */
  readonly run: (act: (own: Hold) => Promise<void>) => boolean;
}

export class Importing {
  readonly #parts: ImportingParts;

  constructor(parts: ImportingParts) {
    this.#parts = parts;
  }

  /** Take what has come, and what comes from now on. */
  take(arrivals: Arrivals): void {
    arrivals.givenTo((arrival) => this.#parts.run((own) => this.#arrived(arrival, own)));
  }

  /** By the tool in the bar: a file is chosen, or something pasted into a field. */
  async choose(own: Hold): Promise<void> {
    const chosen = await chooseIncoming((text) => kindOf(text) !== null);
    if (chosen?.files) await this.#take(chosen.files, own);
    const kind = chosen?.text === undefined ? null : kindOf(chosen.text);
    if (kind) await this.#takeText(kind, own);
  }

  /** The project's own layer, which can be shown but not edited. */
  bringInLayer(file: string, own: Hold): Promise<void> {
    return this.#open({ layer: file }, own);
  }

  async #arrived({ files, text }: Arrival, own: Hold): Promise<void> {
    if (text) await this.#takeText(text, own);
    else await this.#take(await files, own);
  }

  async #take(files: readonly File[], own: Hold): Promise<void> {
    if (files.length === 0) return;
    const features = await suggestionsOf(files);
    const open = (): Promise<void> => this.#open({ files: files.slice(0, MOST_FILES), pasted: false }, own);
    if (features.length > 0) await this.#review(features, open);
    else await open();
  }

  async #takeText(kind: Pasted, own: Hold): Promise<void> {
    if (kind.kind === "suggestions") {
      const { features, text } = kind;
      await this.#review(features, text === null ? null : () => this.#openText(text, "geojson", own));
    } else {
      await this.#openText(kind.text, kind.ending, own);
    }
  }

  #openText(text: string, ending: string, own: Hold): Promise<void> {
    return this.#open({ files: [new File([text], `${say("pastedCells")}.${ending}`)], pasted: true }, own);
  }

  #open(incoming: Incoming, own: Hold): Promise<void> {
    const { settle, ...others } = this.#parts;
    return openImport({ ...others, settle: (outcome, words) => settle(outcome, words, own) }, incoming);
  }

  /**
   * Each is a save of its own; the page shows them all when the last is decided.
   *
   * @param instead brings the same in as a file, where it may be one
   */
  async #review(features: readonly Suggested[], instead: (() => Promise<void>) | null): Promise<void> {
    const { settle, ...others } = this.#parts;
    const host = { ...others, settle: (outcome: Outcome, words: string) => settle(outcome, words, () => {}) };
    if ((await reviewSuggestions(host, features, instead !== null)) === "file") await instead?.();
  }
}

/** The suggestions in files, if each of them is one or a letter with some. */
async function suggestionsOf(files: readonly File[]): Promise<readonly Suggested[]> {
  const may = files.every(({ name, size }) => size <= LONGEST_LETTER && /\.(?:geojson|json|txt|eml|html?)$/i.test(name));
  if (!may) return [];
  const found = await Promise.all(files.map(async (file) => suggestionsIn((await file.text()).trim())));
  return found.every((some) => some.length > 0) ? found.flat() : [];
}
