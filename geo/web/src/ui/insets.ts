/** How much of the map's edges lies under panel and card, so that the map can keep clear of them. */

export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Name of the event on the page's root; its `detail` is the `Insets`. */
export const INSETS_EVENT = "parkmap:insets";

/** How much of one edge is covered, in pixels, as was told last. */
export function insetOf(root: HTMLElement, side: keyof Insets): number {
  return parseFloat(root.style.getPropertyValue(`--pm-inset-${side}`)) || 0;
}

/**
 * Tell the map: as `--pm-inset-…` in pixels on the root, by an event, and to whom it may concern.
 * Nothing is told that has been told before.
 */
export function makeInsets(root: HTMLElement, setMapInsets?: (insets: Insets) => void): (insets: Insets) => void {
  let told = "";
  return (insets) => {
    const text = JSON.stringify(insets);
    if (text === told) return;
    told = text;
    for (const [side, pixels] of Object.entries(insets)) {
      root.style.setProperty(`--pm-inset-${side}`, `${pixels}px`);
    }
    setMapInsets?.(insets);
    root.dispatchEvent(new CustomEvent<Insets>(INSETS_EVENT, { detail: insets }));
  };
}
