/**
 * Why the map does not show: the file was cut off in a mail or a download, the browser is too old, or
 * the host of the page forbids its scripts. The words stand in the page, in all its languages.
 */

export type Cause = "incomplete" | "old-browser" | "forbidden";

/** Shows the words for a cause, and takes those of the others away. */
export function sayFailure(cause: Cause): void {
  for (const other of ["incomplete", "old-browser", "forbidden"] as const) {
    const element = document.getElementById(`parkmap-${other}`);
    if (other !== cause) element?.remove();
    else if (element) {
      element.hidden = false;
      element.className = "pm-failure pm-now";
    }
  }
}

/** The program runs: whatever fails from now on is no fault of the host's. */
export function sayRunning(): void {
  document.getElementById("parkmap-forbidden")?.remove();
}

/** How long a map waits without a word for another that has its program, in milliseconds. */
const PATIENCE = 3000;

/** The program is to come from another map of the notebook: say so if it does not. Gives what ends the waiting. */
export function sayWaiting(): () => void {
  // This script runs: that the program has not come yet is no fault of the host's.
  const forbidden = document.getElementById("parkmap-forbidden");
  if (forbidden) forbidden.hidden = true;
  const words = document.getElementById("parkmap-elsewhere");
  const timer = setTimeout(() => {
    if (!words) return;
    words.hidden = false;
    words.className = "pm-failure pm-now";
  }, PATIENCE);
  return () => {
    clearTimeout(timer);
    words?.remove();
  };
}
