/** Live preview: the page follows its files, and keeps what the reader was looking at. */

import { h } from "../dom.ts";

/** Words to show after the next reload. */
const LATER = "parkmap-notice";
const SHOWN_MS = 4000;
/** The page's own saves change the files too; what it says of them comes within this time. */
const OWN_SAVE_MS = 1500;

export interface Live {
  /** A reload would lose what the person is doing: it waits until what this gives is called. */
  readonly hold: () => () => void;
  /** Go on with the files as they are now, and say something. */
  readonly refresh: (version: string, words: string, site?: string | null) => void;
}

/**
 * @param version of the files the page was made of
 * @param waits told when a change waits for the person to finish
 */
export function followFiles(version: string, waits: () => void): Live {
  let newest = version;
  let holds = 0;
  const reloadIfOld = (): void => {
    if (newest !== version && holds === 0) reload();
  };
  const events = new EventSource("/events");
  events.addEventListener("message", (event: MessageEvent<string>) => {
    newest = event.data;
    reloadIfOld();
    if (newest !== version) setTimeout(() => holds > 0 && waits(), OWN_SAVE_MS);
  });
  const earlier = sessionStorage.getItem(LATER);
  sessionStorage.removeItem(LATER);
  if (earlier) notice(earlier);
  return {
    hold: () => {
      holds += 1;
      return () => {
        holds -= 1;
        reloadIfOld();
      };
    },
    refresh: (now, words, site) => {
      newest = now;
      if (newest === version) {
        notice(words);
        return;
      }
      sessionStorage.setItem(LATER, words);
      if (site !== undefined) select(site);
      reload();
    },
  };
}

/** View, search, filter and selection are in the address: a reload keeps them. */
function reload(): void {
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
  if (!status.isConnected) document.body.append(status);
  clearTimeout(timer);
  status.textContent = text;
  status.classList.add("pm-shown");
  timer = setTimeout(() => {
    status.classList.remove("pm-shown");
    status.textContent = "";
  }, SHOWN_MS);
}
