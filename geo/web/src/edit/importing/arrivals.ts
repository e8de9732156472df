/**
 * Files dropped anywhere on the page, texts and cells pasted into it. They are heard from the first moment on: what
 * comes before the tools are there waits for them.
 */

import { h } from "../../dom.ts";
import { sayImport as say } from "../editwords.ts";
import { notice } from "../live.ts";
import { kindOf, type Pasted } from "./textkinds.ts";

export const MOST_FILES = 64;

/** What an event no longer has once it is over is read in it: `text` where it is one, else files. */
export interface Arrival {
  readonly files: Promise<readonly File[]>;
  readonly text: Pasted | null;
}

/** False where something else is being done. */
type Taker = (arrival: Arrival) => boolean;

export class Arrivals {
  readonly #veil = h("div", { class: "pm-drop-veil", hidden: true });
  /** How many of the nested elements the pointer has entered. */
  #depth = 0;
  #taker: Taker | null = null;
  #waiting: Arrival | null = null;

  constructor() {
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

  givenTo(taker: Taker): void {
    this.#taker = taker;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) this.#take(waiting);
  }

  #take(arrival: Arrival): void {
    if (isOccupied() || this.#waiting || this.#taker?.(arrival) === false) {
      notice(say("busy"));
    } else if (!this.#taker) {
      this.#waiting = arrival;
      notice(say("reading"));
    }
  }

  #drag(event: DragEvent, step: 1 | -1): void {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    this.#depth = Math.max(0, this.#depth + step);
    this.#veil.textContent = say("dropHere");
    this.#veil.hidden = this.#depth === 0 || isOccupied();
  }

  #dropped(event: DragEvent): void {
    const transfer = event.dataTransfer;
    if (!transfer || !hasFiles(transfer)) return;
    event.preventDefault();
    this.#depth = 0;
    this.#veil.hidden = true;
    this.#take({ files: filesOf(transfer), text: null });
  }

  #pasted(event: ClipboardEvent): void {
    const data = event.clipboardData;
    // What is pasted into a field, or while a window is open, is an ordinary paste.
    if (!data || isField(event.target) || isOccupied()) return;
    const text = kindOf(data.getData("text/plain"), data.getData("text/html"));
    const files = [...data.files].filter(({ type }) => !type.startsWith("image/"));
    if (!text && files.length === 0) return;
    event.preventDefault();
    this.#take({ files: Promise.resolve(files), text });
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
