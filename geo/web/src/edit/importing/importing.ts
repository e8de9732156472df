/** Files dropped anywhere on the page, texts and cells pasted into it, and the tool for who does neither. */

import { h } from "../../dom.ts";
import type { Outcome } from "../client.ts";
import { notice, type Hold } from "../live.ts";
import { chooseIncoming } from "./choosing.ts";
import { openImport, type Host, type Incoming } from "./importdialog.ts";
import { sayImport as say } from "../editwords.ts";
import { reviewSuggestions } from "./review.ts";
import { kindOf, suggestionsIn, type Pasted, type Suggested } from "./textkinds.ts";

/** Bytes up to which a dropped text may be a letter with a suggestion in it. */
const LONGEST_LETTER = 300_000;
const MOST_FILES = 64;

export interface ImportingParts extends Omit<Host, "settle"> {
  /** Null when it is saved and the page will show it, once nobody but what `own` lets go holds it. */
  readonly settle: (outcome: Outcome, words: string, own: Hold) => HTMLElement | null;
  /** One thing at a time; the page stays as it is till it is done. */
  readonly run: (act: (own: Hold) => Promise<void>) => void;
}

export class Importing {
  readonly #parts: ImportingParts;
  readonly #veil = h("div", { class: "pm-drop-veil", hidden: true });
  /** How many of the nested elements the pointer has entered. */
  #depth = 0;

  constructor(parts: ImportingParts) {
    this.#parts = parts;
  }

  /** Take what is dropped and pasted from now on. */
  listen(): void {
    document.body.append(this.#veil);
    document.addEventListener("dragenter", (event) => this.#drag(event, 1));
    document.addEventListener("dragleave", (event) => this.#drag(event, -1));
    document.addEventListener("dragover", (event) => {
      if (!hasFiles(event.dataTransfer)) return;
      // Without it the browser would go to the file, and leave the page.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = isOccupied() ? "none" : "copy";
    });
    document.addEventListener("drop", (event) => this.#dropped(event));
    document.addEventListener("paste", (event) => this.#pasted(event));
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

  #drag(event: DragEvent, step: 1 | -1): void {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    this.#depth = Math.max(0, this.#depth + step);
    this.#veil.textContent = say("dropHere");
    this.#veil.hidden = this.#depth === 0 || isOccupied();
  }

  #dropped(event: DragEvent): void {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    this.#depth = 0;
    this.#veil.hidden = true;
    if (isOccupied()) {
      notice(say("busy"));
      return;
    }
    const transfer = event.dataTransfer!;
    const files = filesOf(transfer);
    this.#parts.run(async (own) => this.#take(await files, own));
  }

  #pasted(event: ClipboardEvent): void {
    const data = event.clipboardData;
    // What is pasted into a field, or while a window is open, is an ordinary paste.
    if (!data || isField(event.target) || isOccupied()) return;
    const kind = kindOf(data.getData("text/plain"), data.getData("text/html"));
    const files = [...data.files].filter(({ type }) => !type.startsWith("image/"));
    if (!kind && files.length === 0) return;
    event.preventDefault();
    this.#parts.run((own) => (kind ? this.#takeText(kind, own) : this.#take(files, own)));
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

function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes("Files") ?? false;
}

function isOccupied(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** The files that were dropped, and those in folders: a Shapefile's parts often lie in one. */
async function filesOf(transfer: DataTransfer): Promise<readonly File[]> {
  const plain = [...transfer.files];
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const found: File[] = [];
  for (const entry of entries) if (entry) await collect(entry, found);
  return found;
}

async function collect(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (found.length >= MOST_FILES) return;
  if (entry.isFile) {
    found.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
  } else if (entry.isDirectory) {
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    const inside = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    for (const one of inside) await collect(one, found);
  }
}

/** The suggestions in files, if each of them is one or a letter with some. */
async function suggestionsOf(files: readonly File[]): Promise<readonly Suggested[]> {
  const may = files.every(({ name, size }) => size <= LONGEST_LETTER && /\.(?:geojson|json|txt|eml|html?)$/i.test(name));
  if (!may) return [];
  const found = await Promise.all(files.map(async (file) => suggestionsIn((await file.text()).trim())));
  return found.every((some) => some.length > 0) ? found.flat() : [];
}
