/**
 * Maps of one notebook share one program: the first carries it, the frames of the others take it
 * from there. What is taken runs only if it is what the policy of the taking page knows by its hash.
 */

import type { BlockSource } from "./data/load.ts";

/** What the first map of a notebook hands on, as it stands in its page. */
export const SHARED = ["style", "common", "program", "panel", "further", "rest"] as const;

type Texts = Readonly<Record<(typeof SHARED)[number], string>>;

/** The window of the notebook, where all frames of one origin reach it. */
type Around = Window & { parkmapShared?: Record<string, Texts> };

/** Said on that window when there is something to take. */
const EVENT = "parkmap:shared";

/** What frames say to each other where none may reach the window around: in a sandbox, each is an origin of its own. */
interface Word {
  readonly source: "parkmap-sharing";
  readonly key: string;
  readonly says: "has" | "wants" | "gives";
  readonly texts?: Texts;
}

/** How a page of a notebook gets by its program. */
export interface Sharing {
  /** Names the very program: a notebook may hold maps of several versions. */
  readonly key: string;
  readonly role: "gives" | "takes";
}

/** Null where the notebook's page is of another origin, or this is no frame. */
function around(): Around | null {
  try {
    return document.URL === "about:srcdoc" && window.frameElement ? (window.parent as Around) : null;
  } catch {
    return null;
  }
}

function tellAll(key: string, says: Word["says"]): void {
  if (window.parent === window) return;
  for (let at = 0; at < window.parent.length; at++) {
    const frame = window.parent[at];
    if (frame && frame !== window) say(frame, { source: "parkmap-sharing", key, says });
  }
}

function say(frame: MessageEventSource, word: Word): void {
  frame.postMessage(word, { targetOrigin: "*" });
}

function onWord(key: string, heard: (word: Word, from: MessageEventSource) => void): void {
  addEventListener("message", ({ data, source }: MessageEvent<Partial<Word> | null>) => {
    if (data?.source === "parkmap-sharing" && data.key === key && source) heard(data as Word, source);
  });
}

/** Let other maps have what stands in this page, as soon as all of it has been read. */
export async function give(key: string, source: BlockSource): Promise<void> {
  const pairs = SHARED.map(async (name) => [name, await source(name)] as const);
  const texts = Object.fromEntries(await Promise.all(pairs)) as Texts;
  onWord(key, ({ says }, from) => {
    if (says === "wants") say(from, { source: "parkmap-sharing", key, says: "gives", texts });
  });
  tellAll(key, "has");
  const window = around();
  if (!window) return;
  // It stays there when the frame that gave it is scrolled away or taken out.
  (window.parkmapShared ??= {})[key] = texts;
  window.dispatchEvent(new Event(EVENT));
}

/** Blocks of another map's page, once one that has them is there. */
export function takenBlocks(key: string): BlockSource {
  const window = around();
  const texts = new Promise<Texts>((resolve) => {
    const look = (): void => {
      const found = window?.parkmapShared?.[key];
      if (found) resolve(found);
    };
    look();
    window?.addEventListener(EVENT, look);
    onWord(key, ({ says, texts: given }, from) => {
      if (says === "has") say(from, { source: "parkmap-sharing", key, says: "wants" });
      if (says === "gives" && given) resolve(given);
    });
    if (!window) tellAll(key, "wants");
  });
  return async (name) => (await texts)[name as keyof Texts];
}
