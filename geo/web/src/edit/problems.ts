/** The problems of the project's files, with their places and remedies. */

import { fill, h } from "../dom.ts";
import { icon } from "../ui/icons.ts";
import type { ByLanguage, Problem } from "./client.ts";
import { pageLanguage, say } from "./editwords.ts";
import { remember, remembered } from "../ui/remembered.ts";

/** Remembers over reloads which problems somebody has closed. */
const CLOSED = "parkmap-problems-closed";
/** Beyond this, reading them on a page helps nobody; `parkmap check` lists them all. */
const MOST_SHOWN = 200;

export function problemList(problems: readonly Problem[]): HTMLElement {
  return h(
    "ul",
    { class: "pm-problem-list", role: "list" },
    ...problems.slice(0, MOST_SHOWN).map((problem) =>
      h(
        "li",
        { class: `pm-problem pm-${problem.severity}` },
        h("p", {}, problem.message),
        h("p", { class: "pm-second" }, problem.fix),
        // At its field it is told, too, and what was not saved stands nowhere else.
        problem.field ? null : h("code", {}, placeOf(problem)),
      ),
    ),
  );
}

/** A button that tells how many there are, and the panel it opens. */
export class Problems {
  readonly button = h("button", { type: "button", class: "pm-tool pm-problem-count" });
  readonly #panel = h("section", { class: "pm-problems", hidden: true });
  #problems: ByLanguage;

  constructor(problems: ByLanguage) {
    this.#problems = problems;
    this.button.addEventListener("click", () => this.#open(this.#panel.hidden !== false));
    this.#panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.#open(false);
    });
    document.body.append(this.#panel);
    this.take(problems);
  }

  /** The files have others now. */
  take(problems: ByLanguage): void {
    const isOpen = this.#panel.hidden === false && this.any;
    this.#problems = problems;
    this.write();
    const isUrgent = this.#count("error") > 0 && remembered(CLOSED) !== this.#name();
    this.#panel.hidden = !(this.any && (isOpen || isUrgent));
    this.#tellButton();
  }

  get any(): boolean {
    return this.#found().length > 0;
  }

  /** Words in the current language. */
  write(): void {
    const [errors, warnings] = [this.#count("error"), this.#count("warning")];
    const parts = [
      errors > 0 ? h("span", { class: "pm-error-count" }, say("errors", { count: errors })) : null,
      warnings > 0 ? h("span", {}, say("warnings", { count: warnings })) : null,
    ];
    fill(this.button, ...(this.any ? parts : [say("noProblems")]));
    this.button.disabled = !this.any;
    const close = h(
      "button",
      { type: "button", class: "pm-icon-button", "aria-label": say("closeProblems"), onclick: () => this.#open(false) },
      icon("close"),
    );
    this.#panel.setAttribute("aria-label", say("problems"));
    fill(
      this.#panel,
      h("div", { class: "pm-dialog-head" }, h("h2", {}, say("problems")), close),
      problemList(this.#found()),
    );
  }

  #open(isOpen: boolean): void {
    this.#panel.hidden = !isOpen;
    if (isOpen) remember(CLOSED, null);
    else remember(CLOSED, this.#name());
    this.#tellButton();
    if (!isOpen) this.button.focus(); // it may have been on what is hidden now
  }

  #tellButton(): void {
    this.button.setAttribute("aria-expanded", String(!this.#panel.hidden));
  }

  #found(): readonly Problem[] {
    return this.#problems[pageLanguage()];
  }

  #count(severity: Problem["severity"]): number {
    return this.#found().filter((problem) => problem.severity === severity).length;
  }

  /** Tells one set of problems from another, wherever they now stand. */
  #name(): string {
    return JSON.stringify(this.#problems.en.map(({ code, message }) => [code, message]));
  }
}

function placeOf(problem: Problem): string {
  return [problem.file, problem.line, problem.column].filter((part) => part !== null).join(":");
}
