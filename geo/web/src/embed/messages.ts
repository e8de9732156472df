/** The page and its parent talk: what happens is posted, what is asked for is done (version 1). */

import { usualState } from "../state.ts";
import type { App } from "../app.ts";
import { formatWhere } from "../data/fieldfilters.ts";
import { inLanguage } from "../i18n.ts";
import type { State } from "../store.ts";
import { isColour, lookout, topicById } from "../topics.ts";
import { allowedOrigins, filterPatch, type Order, readNumber, readOrder } from "./orders.ts";
import { publicView } from "./viewchange.ts";

/** The names of what is posted; the fields of each are in maps/README.md. */
type Type = "ready" | "select" | "filter" | "color" | "topic" | "view" | "height";
type Post = (type: Type, fields: Readonly<Record<string, unknown>>) => void;

/** What the messages need to know of the rest of the page. */
export interface MessageParts {
  /** Resolves when list, search and selection work; what is asked before that waits for it. */
  readonly ready: Promise<void>;
  /** The height in CSS pixels the page would like to have. */
  readonly height: () => number;
}

/** Talk with the parent window, where there is one. */
export function mountMessages(app: App, { ready, height }: MessageParts): void {
  if (window.parent === window) return;
  const { sites, store } = app;
  // A page in `srcdoc` was written there by the page around it, which needs no leave to talk to it.
  const isOwn = location.protocol === "about:";
  const origins = isOwn ? null : allowedOrigins(sites.head.embed.origins);
  let ack: number | undefined;
  const post: Post = (type, fields) => {
    for (const origin of targets(origins)) {
      window.parent.postMessage(
        { source: "parkmap", version: 1, type, ...fields, ...(ack === undefined ? {} : { ack }) },
        origin,
      );
    }
  };
  const greet = (): void => {
    post("ready", { title: inLanguage(sites.head.title, store.state.lang), count: sites.count });
    post("height", { px: height() });
  };

  // First of those who wait: the parent is to hear what its own early orders change.
  void ready.then(() => {
    greet();
    watchState(app, post);
    watchHeight(app, height, post);
  });
  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== window.parent || (origins && !origins.includes(origin))) return;
    const order = readOrder(data);
    if (!order) return;
    void ready.then(() => {
      ack = readNumber(data) ?? ack;
      if (order.type === "hello") greet();
      else obey(app, order);
    });
  });
}

/** Say what has changed. */
function watchState(app: App, post: Post): void {
  app.store.listen((change, state) => {
    if (change.has("site")) post("select", selection(app, state.site));
    if (change.has("topic")) post("topic", { id: state.topic });
    if (change.has("color") || change.has("size") || change.has("year")) {
      post("color", { field: state.color, size: state.size, year: state.year });
    }
    if (change.has("result")) post("filter", found(app, state));
    if (change.has("view") && state.view) {
      post("view", { ...publicView(state.view) });
    }
  });
}

/** Do what the parent asks; what names nothing of this map is left undone. */
function obey({ sites, store }: App, order: Exclude<Order, { type: "hello" }>): void {
  const { head } = sites;
  switch (order.type) {
    case "select":
      if (order.id === null || sites.rowOf(order.id) >= 0) store.set({ site: order.id }, "host");
      break;
    case "filter":
      store.set(filterPatch(sites, order), "host");
      break;
    case "view": {
      const [lon, lat] = order.center;
      store.set({ view: { lon, lat, zoom: order.zoom } }, "host");
      break;
    }
    case "lang": {
      const lang = order.lang || usualState(head).lang;
      if (head.languages.includes(lang)) store.set({ lang }, "host");
      break;
    }
    case "color":
      if (order.field === null || isColour(sites, order.field)) store.set({ color: order.field, hidden: [] }, "host");
      break;
    case "topic":
      if (order.id === null || topicById(head, order.id)) store.set(lookout(topicById(head, order.id)), "host");
      break;
    case "base":
      if (order.base === "" || head.bases.some(({ id }) => id === order.base)) {
        store.set({ base: order.base }, "host");
      }
      break;
    case "theme":
      store.set({ theme: order.theme }, "host");
      break;
    case "ui":
      store.set({ ui: order.ui }, "host");
      break;
  }
}

function selection({ sites, store }: App, id: string | null): Readonly<Record<string, unknown>> {
  const row = id === null ? -1 : sites.rowOf(id);
  return row < 0 ? { id: null, name: null } : { id, name: sites.name(row, store.state.lang) };
}

function found({ store }: App, { q, categories, where }: State): Readonly<Record<string, unknown>> {
  return { count: store.result.rows.length, q, category: [...categories], where: formatWhere(where) };
}

/** Say the height again when it has changed. */
function watchHeight({ root, store }: App, height: () => number, post: Post): void {
  let last = height();
  const look = (): void => {
    const px = height();
    if (px !== last) post("height", { px: (last = px) });
  };
  new ResizeObserver(look).observe(root);
  store.listen((change) => {
    if (change.has("ui")) look();
  });
}

/** Where to post: any parent, or those allowed. */
function targets(origins: readonly string[] | null): readonly string[] {
  if (origins === null) return ["*"];
  // Where the browser tells who the parent is, others need not be tried (each would be a warning).
  const parent = (window.location as { ancestorOrigins?: DOMStringList }).ancestorOrigins?.[0];
  return parent === undefined ? origins : origins.filter((origin) => origin === parent);
}
