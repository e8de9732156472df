/** What opens beside and over the panel: card, table, figures, filters by field, comparison, dialogs. */

import { aboutContents } from "./about.ts";
import { Card } from "./card.ts";
import { onResize } from "../dom.ts";
import { makeDialog } from "../ui/dialog.ts";
import { Comparison } from "./compare/comparison.ts";
import { Tray } from "./compare/tray.ts";
import { FieldFilters } from "./filters/filtering.ts";
import { UNFILTERED } from "./filters/holding.ts";
import { FiguresFace } from "./figures/figuresface.ts";
import { loosening } from "./filters/loosening.ts";
import type { Panel, Windows } from "./panelparts.ts";
import { shareContents } from "./share.ts";
import { Sheet } from "./sheet.ts";
import { TableFace } from "./table/tableface.ts";

/** Put them into the page whose panel is mounted. */
export function mountWindows(panel: Panel): Windows {
  const { app, list, phone, measure, options, tell } = panel;
  const { root, store, t, signal } = app;
  const map = options.map ?? (() => null);
  const dialog = makeDialog("main");
  const tray = new Tray(app, tell);
  const comparison = new Comparison(app, (id) => {
    tray.toggle(id);
    store.set({ compare: tray.ids });
  });
  const table = new TableFace(app, {
    element: panel.faces.table, tray, tell, map, onHeight: measure,
    empty: () => loosening(app, () => store.set(UNFILTERED)),
  });
  new FiguresFace(app, panel.faces.figures);
  const fieldFilters = new FieldFilters(app, () => {
    if (phone.matches) panel.sheet.moveTo("full");
  });
  panel.filters.buttons.append(fieldFilters.button);
  panel.filters.element.after(fieldFilters.element);
  const card = new Card(app, { tell, tray }, list.order);
  panel.faces.table.after(card.element, tray.element);
  root.append(dialog.element, comparison.element);

  const sheet = new Sheet(card.element, {
    grips: [card.head],
    peek: () => card.head.offsetHeight,
    whole: () => card.wholeHeight,
    label: () => t("sheet"),
    onHeight: measure,
    signal,
  });
  const stop = app.kept.keep("card sheet", () => sheet.stop);

  let cameFrom: HTMLElement | null = null;
  const openOrClose = (): void => {
    const wasOpen = card.isOpen;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const hadFocus = focused !== null && card.element.contains(focused);
    card.update();
    root.classList.toggle("pm-has-card", card.isOpen);
    if (card.isOpen) {
      if (!wasOpen) cameFrom = focused;
      sheet.moveTo(wasOpen ? sheet.stop : "half");
      // A site chosen on the map, or by a script, leaves the focus where it is.
      const isLost = hadFocus && !card.element.contains(document.activeElement);
      if (isLost || (focused && panel.element.contains(focused))) card.focus();
    } else if (wasOpen) {
      panel.sheet.moveTo(panel.sheet.stop === "full" ? "half" : panel.sheet.stop);
      if (hadFocus || document.activeElement === document.body) returnFocus();
    }
    list.showSelected();
    measure();
  };

  /** Back to where the card was opened from: its row if that is in the list, or what had the focus. */
  function returnFocus(): void {
    if (cameFrom?.isConnected && !list.element.contains(cameFrom) && cameFrom !== document.body) {
      cameFrom.focus({ preventScroll: true });
    } else if (store.state.ui === "full") {
      list.focus();
    }
    cameFrom = null;
  }

  store.listen((change) => {
    if (change.has("result") || change.has("lang")) card.showPlace();
    if (change.has("site")) openOrClose();
    else if (change.has("lang") && card.isOpen) card.update();
    if (change.has("lang")) sheet.write();
  });
  onResize(card.element, signal, measure);
  phone.addEventListener("change", () => sheet.moveTo(sheet.stop), { signal });
  if (innerHeight === 0) addEventListener("resize", () => sheet.moveTo(sheet.stop), { once: true, signal });
  let unfolded: HTMLDetailsElement | null = null;
  addEventListener("beforeprint", () => {
    unfolded = card.element.querySelector<HTMLDetailsElement>("details:not([open])");
    if (unfolded) unfolded.open = true;
  }, { signal });
  addEventListener("afterprint", () => {
    if (unfolded) unfolded.open = false;
  }, { signal });

  const suggest = (): void => {
    dialog.element.close();
    options.suggest?.();
  };
  const contents = { share: () => shareContents(app), about: () => aboutContents(app, suggest) };
  return {
    start() {
      fieldFilters.start();
      tray.start();
      table.start();
      comparison.update();
      if (store.state.site !== null) openOrClose();
      if (stop) sheet.moveTo(stop);
    },
    open: (name) => dialog.open(t(name), t("close"), ...contents[name]()),
    showPlace: () => card.showPlace(),
    card: card.element,
    get isCardOpen() {
      return card.isOpen;
    },
    get cardHeight() {
      return sheet.height;
    },
    get drawerHeight() {
      return table.drawer.height;
    },
  };
}
