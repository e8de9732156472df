/** Live preview: the page follows its files, and keeps what the reader was looking at. */

import { h } from "../dom.ts";
import { stage } from "../suggest/stage.ts";
import { remember, remembered } from "../ui/remembered.ts";
import type { News } from "./client.ts";
import { say } from "./editwords.ts";
import { atHand, STAYING } from "./hands.ts";
import { Renewing } from "./renewing.ts";
import { keepScrolling } from "./scrolling.ts";
import { followVersions } from "./versions.ts";

/** Words to show after the next reload. */
const LATER = "parkmap-notice";
const SHOWN_MS = 4000;
/** A longer sentence stands longer. */
const READ_MS = 60;
/** The page's own saves change the files too; what it says of them comes within this time. */
const OWN_SAVE_MS = 1500;
/** How often is looked whether the person has finished. */
const LOOK_MS = 150;

export interface Live {
  /** New data would disturb what the person is doing: it waits until what this gives is called. */
  readonly hold: () => Hold;
  /** Go on with the files as they are now, and say something; only what others hold is waited for. */
  readonly refresh: (saved: Saved, own: Hold) => void;
  /** Told whenever the page has taken newer data: its map and its parts are others then. */
  readonly onRenewed: (listener: (news: News) => void) => () => void;
  /** Whether the page is loading again: nothing more can be asked of it. */
  readonly isLeaving: () => boolean;
}

/** Lets go; once is enough. */
export type Hold = () => void;

export interface Saved {
  readonly version: string;
  readonly words: string;
  /** What is to be selected then, if something else. */
  readonly site?: string | null | undefined;
}

/**
 * @param told of what the page was made
 * @param waits told when a change waits for the person to finish
 */
export function followFiles(told: News, waits: () => void): Live {
  const renewing = new Renewing(told);
  const holds = new Set<Hold>();
  const listeners = new Set<(news: News) => void>();
  let newest = told.version;
  /** What is to be said and selected with the next data. */
  let saved: (Saved & { readonly from: string | null }) | null = null;
  /** What was saved is selected where the person has not gone on to another site since. */
  const toSelect = (): string | null | undefined => {
    const { sites, store } = window.parkmap.app;
    const now = store.state.site;
    const isSame = saved && (now === saved.from || (now === null && saved.from !== null && sites.rowOf(saved.from) < 0));
    return isSame ? saved?.site : undefined;
  };
  let isTaking = false;
  const isOld = (): boolean => newest !== renewing.shown.version && !isLeaving;
  /** The page is to be loaded again: what stays over new data does not stay over that. */
  let isEnding = false;
  const isFree = (): boolean => holds.size === 0 && !atHand() && !(isEnding && document.querySelector(`.${STAYING}`));

  const free = async (): Promise<void> => {
    while (!isFree()) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  };
  const take = async (): Promise<void> => {
    const wanted = newest;
    const taking = await renewing.take(free);
    if (taking === "gone") {
      newest = renewing.shown.version;
      notice(say("startedAnew"));
    } else if (taking === "anew") {
      isEnding = true;
      await free();
      if (saved) remember(LATER, saved.words);
      reload(toSelect());
    } else if (taking === "taken") {
      // The server may be ahead of what it has told.
      if (newest === wanted) newest = renewing.shown.version;
      for (const listener of listeners) listener(renewing.shown);
    }
  };
  /** What was saved is shown: on to it, and say so. */
  const tellSaved = (): void => {
    if (!saved || isLeaving) return;
    const { words } = saved;
    const site = toSelect();
    saved = null;
    if (site !== undefined) window.parkmap.app.store.set({ site });
    notice(words);
  };
  const catchUp = async (): Promise<void> => {
    if (isTaking) return;
    isTaking = true;
    try {
      await window.parkmap.ready;
      while (isOld()) {
        await free();
        await take();
      }
      tellSaved();
    } catch {
      // The server is away: with its next version the page goes on.
    } finally {
      isTaking = false;
    }
  };
  followVersions({
    version: (now) => {
      newest = now;
      void catchUp();
      if (isOld()) setTimeout(() => isOld() && !isFree() && waits(), OWN_SAVE_MS);
    },
    forgotten: () => notice(say("startedAnew")),
  });
  const earlier = remembered(LATER);
  remember(LATER, null);
  if (earlier) notice(earlier);
  return {
    hold: () => {
      const release: Hold = () => {
        holds.delete(release);
      };
      holds.add(release);
      return release;
    },
    refresh: (now, own) => {
      own();
      newest = now.version;
      saved = { ...now, from: window.parkmap.app.store.state.site };
      void catchUp();
    },
    onRenewed: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isLeaving: () => isLeaving,
  };
}

let isLeaving = false;

/** View, search, filter and selection are in the address: a reload keeps them. */
function reload(site: string | null | undefined): void {
  if (isLeaving) return;
  isLeaving = true;
  keepScrolling();
  const parts = window.parkmap.state().split("&").filter((part) => part && (site === undefined || !part.startsWith("site=")));
  // The page does not know a site that was just added: its address names it all the same.
  if (typeof site === "string") parts.push(`site=${encodeURIComponent(site)}`);
  history.replaceState(null, "", `#${parts.join("&")}`);
  location.reload();
}

const status = h("p", { class: "pm-notice pm-edit-notice", role: "status" });
let timer: ReturnType<typeof setTimeout> | undefined;

/** Say something for a few seconds: on the page, or in the window that covers it. */
export function notice(text: string): void {
  const home = [...document.querySelectorAll("dialog:modal")].at(-1) ?? stage();
  if (status.parentNode !== home) home.append(status);
  clearTimeout(timer);
  status.textContent = text;
  status.classList.add("pm-shown");
  timer = setTimeout(() => {
    status.classList.remove("pm-shown");
    status.textContent = "";
  }, Math.max(SHOWN_MS, text.length * READ_MS));
}
