/** Live preview: the page follows its files, and keeps what the reader was looking at. */

import { h } from "../dom.ts";
import { stage } from "../suggest/stage.ts";
import { say } from "./editwords.ts";
import { remember, remembered } from "../ui/remembered.ts";
import { keepScrolling } from "./scrolling.ts";
import { followVersions } from "./versions.ts";

/** Words to show after the next reload. */
const LATER = "parkmap-notice";
const SHOWN_MS = 4000;
/** The page's own saves change the files too; what it says of them comes within this time. */
const OWN_SAVE_MS = 1500;

export interface Live {
  /** A reload would lose what the person is doing: it waits until what this gives is called. */
  readonly hold: () => Hold;
  /** Go on with the files as they are now, and say something; only what others hold is waited for. */
  readonly refresh: (news: News, own: Hold) => void;
  /** Whether the page is loading again: nothing more can be asked of it. */
  readonly isLeaving: () => boolean;
}

/** Lets go; once is enough. */
export type Hold = () => void;

export interface News {
  readonly version: string;
  readonly words: string;
  /** What is to be selected then, if something else. */
  readonly site?: string | null | undefined;
}

/**
 * @param version of the files the page was made of
 * @param waits told when a change waits for the person to finish
 */
export function followFiles(version: string, waits: () => void): Live {
  let newest = version;
  const holds = new Set<Hold>();
  const reloadIfOld = (): void => {
    if (newest !== version && holds.size === 0) reload();
  };
  followVersions({
    version: (now) => {
      newest = now;
      reloadIfOld();
      if (newest !== version) setTimeout(() => holds.size > 0 && waits(), OWN_SAVE_MS);
    },
    forgotten: () => notice(say("startedAnew")),
  });
  const earlier = remembered(LATER);
  remember(LATER, null);
  if (earlier) notice(earlier);
  return {
    hold: () => {
      const release: Hold = () => {
        if (holds.delete(release)) reloadIfOld();
      };
      holds.add(release);
      return release;
    },
    refresh: ({ version: now, words, site }, own) => {
      newest = now;
      if (newest !== version && site !== undefined) select(site);
      holds.delete(own);
      if (newest === version || holds.size > 0) {
        notice(words);
        return;
      }
      remember(LATER, words);
      reload();
    },
    isLeaving: () => isLeaving,
  };
}

let isLeaving = false;

/** View, search, filter and selection are in the address: a reload keeps them. */
function reload(): void {
  if (isLeaving) return;
  isLeaving = true;
  keepScrolling();
  history.replaceState(null, "", `#${address ?? shownAddress()}`);
  location.reload();
}

function shownAddress(): string {
  try {
    return window.parkmap.state();
  } catch {
    return location.hash.slice(1); // the map is not there yet
  }
}

/** What the address is to say after the reload, where the page itself cannot say it. */
let address: string | null = null;

/** The page does not know a site that was just added: its address names it all the same. */
function select(site: string | null): void {
  const parts = shownAddress().split("&").filter((part) => part && !part.startsWith("site="));
  if (site !== null) parts.push(`site=${encodeURIComponent(site)}`);
  address = parts.join("&");
}

const status = h("p", { class: "pm-notice pm-edit-notice", role: "status" });
let timer: ReturnType<typeof setTimeout> | undefined;

/** Say something for a few seconds. */
export function notice(text: string): void {
  if (status.parentNode !== stage()) stage().append(status);
  clearTimeout(timer);
  status.textContent = text;
  status.classList.add("pm-shown");
  timer = setTimeout(() => {
    status.classList.remove("pm-shown");
    status.textContent = "";
  }, SHOWN_MS);
}
