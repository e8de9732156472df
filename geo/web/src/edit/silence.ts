/** Why the server gave no answer, and what to do. */

import { ForgottenError } from "./client.ts";
import { say } from "./editwords.ts";

let why: "offline" | "startedAnew" = "offline";

/** @param error what was thrown instead of an answer */
export function noteSilence(error: unknown): void {
  why = error instanceof ForgottenError ? "startedAnew" : "offline";
}

/** Of the last time. */
export function silenceWords(): string {
  return say(why);
}
