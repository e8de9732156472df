/** What a page of `parkmap serve` has more than another: it follows its files, and may change them. */

import { Bar } from "./bar.ts";
import { makeClient, makeSender, type Told } from "./client.ts";
import { Editing } from "./editing.ts";
import { followFiles, notice } from "./live.ts";
import { restoreScrolling } from "./scrolling.ts";
import { Problems } from "./problems.ts";
import { say } from "./editwords.ts";

export function mountServed({ version, problems: found, token }: Told): void {
  hideSecret();
  void window.parkmap.ready.then(restoreScrolling);
  const problems = new Problems(found);
  const live = followFiles(version, () => notice(say("changed")));
  // With nothing to do and nothing to tell, the preview is the page as it will be.
  const bar = token !== null || problems.any ? new Bar(problems.button) : null;
  let writeTools = (): void => bar?.show(say("preview"), null, []);
  const write = (): void => {
    problems.write();
    writeTools();
  };
  new MutationObserver(write).observe(document.documentElement, { attributeFilter: ["lang"] });
  write();
  if (token === null || !bar) return;
  document.documentElement.classList.add("pm-editing");
  void window.parkmap.ready.then(() => {
    const { app, map } = window.parkmap;
    const editing = new Editing({ app, map, bar, live, ask: makeClient(token), send: makeSender(token) });
    writeTools = () => editing.write();
    return editing.start();
  });
}

/** The secret of the address has done its work: it need not be in the history, or be copied. */
function hideSecret(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has("key")) return;
  address.searchParams.delete("key");
  history.replaceState(history.state, "", address);
}
