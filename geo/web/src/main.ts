/** The page: reads its payload, makes the state, and puts the parts in their places. */

import type { Newer } from "./api.ts";
import { blocksOf } from "./data/blocks.ts";
import { FEW_SITES, load, type Loaded } from "./data/load.ts";
import { forgetPictures } from "./data/pictures.ts";
import { firstFragment } from "./embed/embed.ts";
import { sayFailure, sayRunning } from "./failure.ts";
import { allOf, endTurns, goesByTurns, hurry, inSlices, inTurn } from "./data/later.ts";
import { empty, mountPage, type Page, panelPart, rest } from "./mounting.ts";
import { PHONE } from "./screen.ts";
import { formatFragment, startState } from "./state.ts";

/** How long names and attributes wait for the first picture. */
const LONGEST_WAIT_MS = 1000;

/** Everything that needs positions only comes first; names and attributes follow. */
async function start(root: HTMLElement): Promise<void> {
  if (root.classList.contains("pm-there")) empty(root);
  let drawn = (): void => {};
  const firstPicture = new Promise<void>((resolve) => {
    drawn = resolve;
    // A page in a tab behind others is not painted, but its API must answer.
    setTimeout(resolve, LONGEST_WAIT_MS);
  });
  const panelFirst = matchMedia(PHONE).matches ? panelPart.load() : undefined;
  // Whoever knows the names may call what comes with them.
  const furtherThere = firstPicture.then(() => window.parkmapParts.furtherThere()).then(() => {
    // To read it takes as long as to write the names with it: on a phone each has a task of its own.
    if (goesByTurns()) return inTurn(() => void window.parkmapParts.further());
    return undefined;
  });
  const loaded = await load(blocksOf(document), furtherThere);
  const { head, count, complete } = loaded.sites;
  // A program in one piece has all of it at once.
  if (Object.keys(window.parkmapParts.by).length === 0) await Promise.all([panelPart.load(), rest.load()]);
  const page = await (goesByTurns() ? inSlices : allOf)(mountPage(root, loaded, {
    state: startState(head, firstFragment(root)),
    drawn: firstPicture,
    ...(panelFirst && { panelFirst: await panelFirst }),
    onFirstSites: () => {
      performance.mark("parkmap:first-sites");
      // Of many sites, and on a phone, once the frame that shows them is out.
      const isLong = count > FEW_SITES || goesByTurns();
      if (isLong && document.visibilityState === "visible") requestAnimationFrame(() => setTimeout(drawn));
      else drawn();
    },
  }));
  renewable(root, page);
  await complete;
  await page.shown;
  performance.mark("parkmap:ready");
  window.parkmap.finish();
  // Nothing waits for it, but that it is missing must be said.
  await loaded.ground;
}

/** Only the newest page is held: of those before nothing is left. */
function renewable(root: HTMLElement, first: Page): void {
  let page = first;
  window.parkmap.renewable(async (newer) => {
    page = await renewed(root, page, newer);
  });
}

/** The same page with the data that stands in the document now, in one go once all of it is read. */
async function renewed(root: HTMLElement, page: Page, { isGroundSame, around }: Newer): Promise<Page> {
  endTurns();
  const drawn = Promise.resolve();
  const loaded: Loaded = await load(blocksOf(document), drawn, undefined, isGroundSame ? page.app.ground : undefined);
  const { sites } = loaded;
  const [panelFirst] = await Promise.all([panelPart.load(), sites.complete, loaded.ground]);
  let next = page;
  await around(() => {
    const { state } = page.app.store;
    // What names nothing of the new map is left out; the view is kept to the last digit.
    const known = { ...startState(sites.head, formatFragment(state)), view: state.view };
    forgetPictures();
    next = allOf(mountPage(root, loaded, { state: known, drawn, panelFirst, kept: page.remove() }));
  });
  await sites.complete;
  return next;
}

sayRunning();
if (!matchMedia(PHONE).matches) hurry();
const root = document.getElementById("parkmap");
if (root && "DecompressionStream" in window) {
  const isServed = document.getElementById("parkmap-live") !== null;
  // The editing library comes next, and extends Leaflet's maps before the first is made.
  const run = (): void => void start(root).catch((error: unknown) => {
    sayFailure("incomplete");
    throw error;
  });
  if (isServed) addEventListener("DOMContentLoaded", run, { once: true });
  else run();
}
