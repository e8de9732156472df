/** What a page of `parkmap serve` has more than another: it follows its files, and may change them. */

import { Bar } from "./bar.ts";
import { connect, letIn, type Told } from "./client.ts";
import { Editing } from "./editing.ts";
import { Arrivals } from "./importing/arrivals.ts";
import { followFiles, notice } from "./live.ts";
import { restoreScrolling } from "./scrolling.ts";
import { Problems } from "./problems.ts";
import { say } from "./editwords.ts";

export function mountServed(told: Told): void {
  const { token, key } = told;
  letIn(key);
  placeSecret(key);
  void window.parkmap.ready.then(restoreScrolling);
  const problems = new Problems(told.problems);
  const live = followFiles(told, () => notice(say("changed")));
  let bar: Bar | null = null;
  let writeTools = (): void => bar?.show(say("preview"), null, []);
  const write = (): void => {
    // With nothing to do and nothing to tell, the preview is the page as it will be.
    if (token !== null || problems.any) bar ??= new Bar(problems.button);
    problems.write();
    writeTools();
  };
  new MutationObserver(write).observe(document.documentElement, { attributeFilter: ["lang"] });
  write();
  live.onRenewed((news) => {
    problems.take(news.problems);
    write();
  });
  if (token === null || !bar) return;
  const tools: Bar = bar;
  const arrivals = new Arrivals();
  document.documentElement.classList.add("pm-editing");
  void window.parkmap.ready.then(() => {
    const editing = new Editing({
      // Those of the newest data.
      get app() {
        return window.parkmap.app;
      },
      get map() {
        return window.parkmap.map;
      },
      bar: tools, live, arrivals, ...connect(token),
    });
    writeTools = () => editing.write();
    return editing.start();
  });
}

/**
 * With the cookie the secret of the address has done its work: it need not be in the history, or be copied. Where the
 * browser takes no cookies, it lets the page in once more when it is loaded again.
 */
function placeSecret(key: string): void {
  const address = new URL(location.href);
  if (!address.searchParams.has("key")) return;
  if (navigator.cookieEnabled) address.searchParams.delete("key");
  else address.searchParams.set("key", key);
  history.replaceState(history.state, "", address);
}
