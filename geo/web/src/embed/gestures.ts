/**
 * In a frame the page around it scrolls first: the wheel zooms only with Ctrl or ⌘ held, or once
 * the reader has clicked or focused the map; on a touch screen one finger scrolls, two move the map.
 */

import type * as L from "leaflet";

import type { App } from "../app.ts";
import { h } from "../dom.ts";

/** How long the hint stays, in milliseconds. */
const HINT_TIME = 1600;

/** Let the host page scroll past the map. Does nothing to a page that is not framed. */
export function mountGestures(app: App, map: L.Map): void {
  if (window.parent === window) return;
  const container = map.getContainer();
  const hint = makeHint(container);
  let engaged = false;
  let still = false;

  const engage = (on: boolean): void => {
    engaged = on;
    if (on) hint.hide();
  };
  const free = (): boolean => engaged || document.fullscreenElement !== null;

  // Capturing: Leaflet's own listeners sit on the same element and must not hear what is not meant
  // for the map. The default action, scrolling the page, takes its course.
  const capture = { capture: true, passive: true };
  container.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey || free()) return hint.hide();
      event.stopImmediatePropagation();
      hint.show(app.t(isApple() ? "hintScrollApple" : "hintScroll"));
    },
    capture,
  );
  container.addEventListener(
    "pointerdown",
    (event) => {
      // Before Leaflet's dragging hears of it: it would take a single finger for itself.
      if (event.pointerType === "touch" && document.fullscreenElement === null) {
        still ||= map.dragging.enabled();
        map.dragging.disable();
        return;
      }
      if (still) map.dragging.enable();
      still = false;
      engage(true);
    },
    capture,
  );
  container.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length > 1 || document.fullscreenElement !== null) hint.hide();
      else hint.show(app.t("hintTouch"));
    },
    capture,
  );
  container.addEventListener("focusin", ({ target }) => {
    // A tap focuses the map too, and must not make it take the next swipe.
    if ((target as Element).matches(":focus-visible")) engage(true);
  });
  container.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") engage(false);
  });
  // Out of the frame and back again, the page scrolls first once more.
  const { signal } = app;
  document.documentElement.addEventListener("pointerleave", () => engage(false), { signal });
  window.addEventListener("blur", () => engage(false), { signal });

  const mark = (): void => {
    container.classList.toggle("pm-yields", document.fullscreenElement === null);
  };
  document.addEventListener("fullscreenchange", mark, { signal });
  mark();
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}

interface Hint {
  show(text: string): void;
  hide(): void;
}

/** Words over the map for a moment. Only those who point see them, so they are not read out. */
function makeHint(container: HTMLElement): Hint {
  const words = h("p", { class: "pm-hint", "aria-hidden": "true", hidden: true });
  container.append(words);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = (): void => {
    clearTimeout(timer);
    words.hidden = true;
  };
  return {
    hide,
    show(text) {
      clearTimeout(timer);
      words.textContent = text;
      words.hidden = false;
      timer = setTimeout(hide, HINT_TIME);
    },
  };
}
