/** The page inside another: what of it shows, who scrolls, and who may talk to it. */

import type * as L from "leaflet";

import type { App } from "../app.ts";
import { mountGestures } from "./gestures.ts";
import { mountMessages } from "./messages.ts";
import { preferredHeight } from "./size.ts";
import { mountFullMapLink } from "./ui.ts";

export { firstFragment, mountUi } from "./ui.ts";

/** What the rest of the page lends to this part. */
export interface EmbedParts {
  readonly map: L.Map;
  /** The state as a URL fragment. */
  readonly fragment: () => string;
  /** Resolves when list, search and selection work. */
  readonly ready: Promise<void>;
}

/** Call when map and panel are mounted (`mountUi` before them). */
export function mountEmbed(app: App, { map, fragment, ready }: EmbedParts): void {
  mountFullMapLink(app, fragment);
  mountGestures(app, map);
  const height = (): number => preferredHeight(app.root.clientWidth, app.store.state.ui);
  mountMessages(app, { ready, height });
}
