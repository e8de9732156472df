/** How the map will look in another page: the page itself in a frame, as large as it will be. */

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { pageCopy } from "../embed/copy.ts";
import { homeOf } from "../embed/ui.ts";
import { formatFragment } from "../state.ts";
import type { State } from "../store.ts";

/** Width shown for a frame as wide as its column, whose width nobody knows yet, in CSS pixels. */
const COLUMN = 800;
/** The highest the preview gets, in CSS pixels. */
const HIGHEST = 420;

export interface Shape {
  readonly width: "100%" | number;
  readonly height: number;
}

export interface Preview {
  readonly element: HTMLElement;
  /** Show a state in a frame of some size. What differs in language, theme and extent is told to the running page. */
  readonly show: (state: State, shape: Shape) => void;
}

export function makePreview(app: App): Preview {
  const { t } = app;
  const box = h("div", { class: "pm-preview-box" });
  const stage = h("div", { class: "pm-preview-stage" }, box);
  const caption = h("figcaption", { class: "pm-second" });
  const element = h("figure", { class: "pm-preview", "aria-label": t("preview") }, stage, caption);
  let frame: HTMLIFrameElement | null = null;
  let wanted: readonly [State, Shape] | null = null;

  const size = ({ width, height }: Shape): void => {
    const room = stage.clientWidth;
    if (room === 0) return; // not in the page yet
    const wide = width === "100%" ? COLUMN : width;
    const scale = Math.min(1, room / wide, HIGHEST / height);
    box.style.width = `${Math.round(wide * scale)}px`;
    box.style.height = `${Math.round(height * scale)}px`;
    if (frame) {
      frame.style.width = `${wide}px`;
      frame.style.height = `${height}px`;
      frame.style.transform = `scale(${scale})`;
    }
    const share = scale < 1 ? t("previewScale", { percent: Math.round(scale * 100) }) : "";
    caption.textContent = [t("preview"), `${width === "100%" ? t("widthFull") : wide} × ${height}`, share]
      .filter(Boolean)
      .join(" · ");
  };
  const tell = (): void => {
    if (!frame?.contentWindow || !wanted) return;
    const [{ ui, lang, theme }] = wanted;
    for (const order of [{ type: "ui", ui }, { type: "lang", lang }, { type: "theme", theme }]) {
      frame.contentWindow.postMessage({ target: "parkmap", version: 1, ...order }, "*");
    }
  };
  const hear = ({ source, data }: MessageEvent): void => {
    const isReady = (data as { type?: unknown } | null)?.type === "ready";
    if (frame && source === frame.contentWindow && isReady) tell();
  };
  const load = (): void => {
    const dialog = element.closest("dialog");
    if (!dialog?.open || frame || !wanted) return; // closed again already
    const [state, shape] = wanted;
    // Keyboard users go on to what they can set; the page behind the dialog is the same and theirs.
    frame = h("iframe", { class: "pm-preview-frame", title: t("preview"), tabindex: -1 });
    frame.srcdoc = pageCopy(document, { state: formatFragment(state), home: homeOf(app) ?? "" });
    box.append(frame);
    size(shape);
    addEventListener("message", hear);
    const resized = new ResizeObserver(() => wanted && size(wanted[1]));
    resized.observe(stage);
    dialog.addEventListener(
      "close",
      () => {
        removeEventListener("message", hear);
        resized.disconnect();
        frame?.remove();
        frame = null;
      },
      { once: true },
    );
  };
  // The dialog is there first, then what takes a moment.
  requestAnimationFrame(() => setTimeout(load));

  return {
    element,
    show(state, shape) {
      wanted = [state, shape];
      size(shape);
      tell();
    },
  };
}
