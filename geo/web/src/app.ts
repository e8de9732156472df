import type { GroundFeature } from "./data/groundfeatures.ts";
import type { Sites } from "./data/sites.ts";
import type { Messages } from "./i18n.ts";
import type { Store } from "./store.ts";
import type { Kept } from "./kept.ts";

/** What every component of the page is given. */
export interface App {
  readonly sites: Sites;
  /** The built-in base map, in drawing order; decoded after the first sites are painted. */
  readonly ground: Promise<readonly GroundFeature[]>;
  readonly store: Store;
  /** A message of the page in the current language: `t("search")`. */
  readonly t: Messages;
  /** The element the map page lives in. */
  readonly root: HTMLElement;
  /**
   * Ends when the page makes room for one with newer data (in the live preview). Whatever listens beyond
   * the page's own elements (window, document, media queries) or keeps a clock is tied to it.
   */
  readonly signal: AbortSignal;
  /** What stays over that. */
  readonly kept: Kept;
}
