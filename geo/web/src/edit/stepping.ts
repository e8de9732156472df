/** Undo and redo: as many times as there were saves, pressed or typed, however long each takes. */

import type { Tool } from "./bar.ts";
import type { Order, Outcome, Step } from "./client.ts";
import { say, stepWords } from "./editwords.ts";
import type { Hold, Live } from "./live.ts";
import { tell } from "./question.ts";

type Way = "undo" | "redo";

export interface SteppingParts {
  readonly live: Live;
  readonly request: (order: Order) => Promise<Outcome | null>;
  readonly settle: (outcome: Outcome | null, words: string, own: Hold) => HTMLElement | null;
  /** One tool at a time; false where another is at work. */
  readonly begin: (act: (own: Hold) => Promise<void>) => boolean;
  /** Whether the bar shows what is being drawn or placed: the keys are its own. */
  readonly isDoing: () => boolean;
}

export class Stepping {
  readonly #parts: SteppingParts;
  #undoable: Step | null = null;
  #redoable: Step | null = null;
  /** Presses that come while one is answered; null while none is. */
  #pressed: Way[] | null = null;

  constructor(parts: SteppingParts) {
    this.#parts = parts;
  }

  get isAnswering(): boolean {
    return this.#pressed !== null;
  }

  remember({ undo, redo }: Pick<Outcome, "undo" | "redo">): void {
    this.#undoable = undo;
    this.#redoable = redo;
  }

  /** Both, by the name of the save each would take back or do again. */
  tools(): Tool[] {
    return (["undo", "redo"] as const).map((name) => {
      const step = this.#stepOf(name);
      const title = step ? say(`${name}What`, { what: stepWords(step) }) : say(name === "undo" ? "undoNone" : name);
      return { name, icon: name, label: say(name), act: () => this.#press(name), title, disabled: step === null };
    });
  }

  /** Ctrl+Z, Ctrl+Y and Shift+Ctrl+Z, as everywhere; in a field they are the field's. */
  shortcut(event: KeyboardEvent): void {
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (!isCommand || this.#parts.isDoing() || (key !== "z" && key !== "y")) return;
    if (document.querySelector("dialog[open]") || isTyping(event.target)) return;
    event.preventDefault();
    const name = key === "y" || event.shiftKey ? "redo" : "undo";
    if (!event.repeat || !this.#pressed) this.#press(name); // a key that is held down is no count
  }

  /** Pressed five times is five times, however long each takes. */
  #press(name: Way): void {
    if (this.#pressed) this.#pressed.push(name);
    else if (this.#stepOf(name)) this.#parts.begin((own) => this.#goBack(name, own));
  }

  #stepOf(name: Way): Step | null {
    return name === "undo" ? this.#undoable : this.#redoable;
  }

  async #goBack(first: Way, own: Hold): Promise<void> {
    this.#pressed = [first];
    try {
      for (let name = this.#pressed.shift(); name; name = this.#pressed.shift()) {
        if (!this.#stepOf(name)) continue;
        const hold = this.#parts.live.hold();
        const outcome = await this.#parts.request({ do: name });
        const what = outcome?.did ? stepWords(outcome.did) : "";
        own();
        const refused = this.#parts.settle(outcome, say(name === "undo" ? "undone" : "redone", { what }), hold);
        hold();
        if (!refused) continue;
        this.#pressed.length = 0;
        await tell(refused);
      }
    } finally {
      this.#pressed = null;
    }
  }
}

/** Whether a key belongs to a field that is being written in. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
}
