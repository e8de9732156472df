/** Live preview: reloads when a file changes, and shows the problems there are. */

import { fill, h } from "../dom.ts";
import type { ByLanguage, Live, Problem } from "./client.ts";
import { pageLanguage, say } from "./words.ts";

/** Whether a reload would lose something the person is doing. */
let busy = false;
let waiting = false;

export function setBusy(value: boolean): void {
  busy = value;
  if (!busy && waiting) location.reload();
}

export function mountLive(live: Live): void {
  const events = new EventSource("/events");
  events.addEventListener("message", (event) => {
    if (Number(event.data) === live.version) return;
    if (busy) {
      waiting = true;
      notice(say("changed"));
      return;
    }
    // Map view, filter and selection are in the address, so a reload keeps them.
    location.reload();
  });
  const box = h("details", { class: "pm-problems" });
  const show = () => showProblems(box, live.problems);
  new MutationObserver(show).observe(document.documentElement, { attributeFilter: ["lang"] });
  show();
  document.body.append(box);
}

const status = h("p", { class: "pm-edit-notice", role: "status" });

/** Say something for a few seconds. */
export function notice(text: string): void {
  if (!status.isConnected) document.body.append(status);
  status.textContent = text;
  status.classList.add("pm-shown");
  window.setTimeout(() => {
    if (status.textContent === text) status.classList.remove("pm-shown");
  }, 5000);
}

/** A list of problems with their places and remedies. */
export function problemList(problems: readonly Problem[]): HTMLElement {
  return h(
    "ul",
    { class: "pm-problem-list" },
    ...problems.map((problem) =>
      h(
        "li",
        { class: `pm-problem pm-${problem.severity}` },
        h("code", {}, place(problem)),
        h("span", {}, ` ${problem.message}`),
        h("small", {}, problem.fix),
      ),
    ),
  );
}

function showProblems(box: HTMLDetailsElement, problems: ByLanguage): void {
  const found = problems[pageLanguage()];
  const errors = found.filter((problem) => problem.severity === "error").length;
  box.hidden = found.length === 0;
  if (errors > 0) box.open = true;
  box.classList.toggle("pm-has-errors", errors > 0);
  const summary = say("problems", { errors, warnings: found.length - errors });
  fill(box, h("summary", {}, summary), problemList(found));
}

function place(problem: Problem): string {
  return [problem.file, problem.line, problem.column].filter((part) => part !== null).join(":");
}
