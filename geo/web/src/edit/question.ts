/** A small window with a name, words and some answers. */

import { h } from "../dom.ts";
import type { Problem } from "./client.ts";
import { say, type WordKey } from "./editwords.ts";
import { problemList } from "./problems.ts";

/** Esc is the first of the answers. */
export function ask<Answer>(
  name: string,
  words: readonly HTMLElement[],
  answers: readonly (readonly [WordKey, Answer])[],
  danger = false,
): Promise<Answer> {
  return new Promise((resolve) => {
    let chosen = answers[0]![1];
    const buttons = answers.map(([word, answer], index) => {
      const act = (): void => {
        chosen = answer;
        dialog.close();
      };
      const kind = index === 0 ? "" : danger ? " pm-danger" : " pm-primary";
      return h("button", { type: "button", class: `pm-button${kind}`, onclick: act }, say(word));
    });
    const dialog = h(
      "dialog",
      { class: "pm-dialog pm-question", "aria-label": name },
      ...words,
      h("div", { class: "pm-form-buttons" }, ...buttons),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Why something was refused, where no form is open to show it. */
export function tell(refused: HTMLElement | readonly Problem[]): Promise<null> {
  const words = refused instanceof HTMLElement ? refused : problemList(refused);
  return ask(say("problems"), [words], [["closeProblems", null]]);
}
