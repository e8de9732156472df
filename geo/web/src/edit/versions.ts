/**
 * News of the files from `parkmap serve`, of which all tabs share one stream: a browser keeps six
 * connections to a host, and the seventh tab would wait for ever.
 */

import { ours } from "./client.ts";

const NAME = "parkmap-versions";

export interface News {
  /** The files are of this version now. */
  readonly version: (version: string) => void;
  /** The server knows this browser no more: it was started anew. */
  readonly forgotten: () => void;
}

export function followVersions(news: News): void {
  try {
    shareStream(news);
  } catch {
    keepWhileVisible(news); // storage is refused, and locks and channels with it
  }
}

/** The tab that has the lock keeps the stream and tells the others; when it closes, the next does. */
function shareStream(news: News): void {
  if (!("locks" in navigator)) throw new Error("this browser has no locks");
  const channel = new BroadcastChannel(NAME);
  let newest: string | null = null;
  let isKeeper = false;
  let isQueued = false;
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "string") {
      news.version(data);
      queue(); // a tab that was let in tells it: so are we
    } else if (isKeeper && newest !== null) channel.postMessage(newest);
  });
  // What came between the making of this page and now.
  channel.postMessage({ ask: "version" });
  /** As long as the server lets us in; a tab that it does not know is in the way of one that it does. */
  const keep = (): Promise<void> => {
    isKeeper = true;
    return new Promise((release) => {
      open({
        version: (version) => {
          newest = version;
          news.version(version);
          channel.postMessage(version);
        },
        forgotten: () => {
          isKeeper = isQueued = false;
          release();
          news.forgotten();
        },
      });
    });
  };
  const queue = (): void => {
    if (isQueued) return;
    isQueued = true;
    navigator.locks.request(NAME, keep).catch(() => keepWhileVisible(news));
  };
  queue();
}

/** A stream of its own, as long as somebody looks at the page. */
function keepWhileVisible(news: News): void {
  let stream: EventSource | null = null;
  const follow = (): void => {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else {
      stream ??= open(news);
    }
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}

function open(news: News): EventSource {
  const stream = new EventSource(ours("/events"));
  stream.addEventListener("message", (event: MessageEvent<string>) => news.version(event.data));
  stream.addEventListener("error", () => {
    // While the server is away the browser tries again by itself; an answer that is no stream ends it.
    if (stream.readyState === EventSource.CLOSED) news.forgotten();
  });
  return stream;
}
