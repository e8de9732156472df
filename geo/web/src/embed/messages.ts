/** The page and its parent talk: what happens is posted, what is asked for is done (version 1). */

import { stateTexts, usualState } from "../state.ts";
import { onResize } from "../dom.ts";
import type { App } from "../app.ts";
import type { FilterChangeDetail, ParkMapMessage, SiteSelectDetail } from "../contract/hostmessages.ts";
import { formatWhere } from "../data/fieldfilters.ts";
import { periodId } from "../data/periods.ts";
import { inLanguage } from "../i18n.ts";
import type { State } from "../store.ts";
import { colouredBy, isColour, lookout, topicById } from "../topics.ts";
import { allowedOrigins, filterPatch, type Order, type OrderType, readNumber, readOrder } from "./orders.ts";
import { publicView } from "./viewchange.ts";

/** Says something of one type, with what that type carries. */
type Post = <T extends ParkMapMessage["type"]>(type: T, fields: Fields<T>) => void;
type Fields<T> = Omit<Extract<ParkMapMessage, { type: T }>, "source" | "version" | "type" | "ack">;

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
    post("ready", { title: inLanguage(sites.head.title, store.state.lang), count: sites.count, state: stateTexts(store.state) });
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
  }, { signal: app.signal });
}

/** Say what has changed. */
function watchState(app: App, post: Post): void {
  app.store.listen((change, state) => {
    if (change.has("site")) post("select", selection(app, state.site));
    if (change.has("topic")) post("topic", { id: state.topic });
    if (change.has("color") || change.has("size") || change.has("year")) {
      post("color", { field: state.color, size: state.size, year: state.year === null ? null : periodId(state.year) });
    }
    if (change.has("result")) post("filter", found(app, state));
    if (change.has("view") && state.view) {
      post("view", { ...publicView(state.view) });
    }
  });
}

/** Do what the parent asks; what names nothing of this map is left undone. */
function obey(app: App, order: Obeyed): void {
  const deed = DEEDS[order.type] as (order: Obeyed, app: App) => Partial<State> | false;
  const patch = deed(order, app);
  if (patch) app.store.set(patch, "host");
}

type Obeyed = Exclude<Order, { type: "hello" }>;

/** What of the state an order changes, by its type; nothing where the map has no such thing. */
const DEEDS: {
  readonly [T in Exclude<OrderType, "hello">]: (order: Extract<Order, { type: T }>, app: App) => Partial<State> | false;
} = {
  select: ({ id }, { sites }) => (id === null || sites.rowOf(id) >= 0) && { site: id },
  filter: (order, { sites }) => filterPatch(sites, order),
  view: ({ center: [lon, lat], zoom }) => ({ view: { lon, lat, zoom } }),
  lang: ({ lang: asked }, { sites: { head } }) => {
    const lang = asked || usualState(head).lang;
    return head.languages.includes(lang) && { lang };
  },
  color: ({ field }, { sites, store }) => (field === null || isColour(sites, field)) && colouredBy(store.state, field),
  topic: ({ id }, { sites: { head } }) => (id === null || topicById(head, id) !== undefined) && lookout(topicById(head, id)),
  base: ({ base }, { sites: { head } }) => (base === "" || head.bases.some(({ id }) => id === base)) && { base },
  theme: ({ theme }) => ({ theme }),
  ui: ({ ui }) => ({ ui }),
};

function selection({ sites, store }: App, id: string | null): SiteSelectDetail {
  const row = id === null ? -1 : sites.rowOf(id);
  return row < 0 ? { id: null, name: null } : { id, name: sites.name(row, store.state.lang) };
}

function found({ store }: App, { q, categories, where }: State): FilterChangeDetail {
  return { count: store.result.rows.length, q, category: [...categories], where: formatWhere(where) };
}

/** Say the height again when it has changed. */
function watchHeight({ root, store, signal }: App, height: () => number, post: Post): void {
  let last = height();
  const look = (): void => {
    const px = height();
    if (px !== last) post("height", { px: (last = px) });
  };
  onResize(root, signal, look);
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
