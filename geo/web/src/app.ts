import type { GroundFeature } from "./data/groundfeatures.ts";
import type { Sites } from "./data/sites.ts";
import type { Messages } from "./i18n.ts";
import type { Store } from "./store.ts";

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
}
