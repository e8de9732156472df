/** What only the paper says: where north is, when it was printed and of when the data are, and where the page is. */

import type { App } from "../app.ts";
import { fill, h, svg } from "../dom.ts";
import type { Demanded } from "../data/later.ts";
import { homeOf } from "../embed/ui.ts";
import { dateText } from "../words/dates.ts";

export function makeNorth(app: App): HTMLElement {
  const letter = h("span");
  const arrow = svg("svg", { viewBox: "0 0 20 30", "aria-hidden": "true" },
    svg("path", { d: "M10 1 18 28 10 22.5 2 28z", fill: "none", stroke: "currentColor", "stroke-width": 1.4, "stroke-linejoin": "round" }),
    svg("path", { d: "M10 1 18 28 10 22.5z", fill: "currentColor" }));
  const element = h("div", { class: "pm-north" }, letter, arrow);
  const write = (): void => void (letter.textContent = app.t("northMark"));
  app.store.listen((change) => change.has("lang") && write());
  write();
  return element;
}

export interface Imprint {
  readonly element: HTMLElement;
  /** Write it as of now: whether the map is all there. */
  readonly write: (isWhole: boolean) => void;
}

export interface QrMaker {
  /** Draws a text as a QR code; null where it is too long. */
  readonly qrCode: (text: string, label: string) => SVGSVGElement | null;
}

export function makeImprint(app: App, rest: Demanded<QrMaker>): Imprint {
  const { sites, store, t } = app;
  const element = h("footer", { class: "pm-imprint" });
  let qrCode: QrMaker["qrCode"] = () => null;
  let isAll = true;
  const write = (isWhole = isAll): void => {
    isAll = isWhole;
    const { lang } = store.state;
    const now = new Date();
    const two = (number: number): string => String(number).padStart(2, "0");
    const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    const home = homeOf(app);
    const address = home && /^https?:/.test(home) ? home : null;
    const dated = sites.head.dated;
    const lines = [
      dated ? t("dataOf", { date: dateText(dated, lang) ?? dated }) : "",
      t("printedOn", { date: dateText(today, lang) ?? today }),
      address ?? "",
      isWhole ? "" : t("printedEarly"),
    ].filter((line) => line !== "");
    fill(
      element,
      address ? qrCode(address, t("qrCode")) : null,
      h("div", {}, ...lines.map((line) => h("p", {}, line))),
    );
  };
  rest.onceLoaded((loaded) => {
    qrCode = loaded.qrCode;
    // Who prints at once has it written already.
    if (element.childElementCount > 0) write();
  });
  return { element, write };
}
