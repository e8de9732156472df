/** Everything beside the map: title, search, filters, list, card, and the windows over it. */

import type * as L from "leaflet";

import type { App } from "../app.ts";
import { h, isIme, onResize } from "../dom.ts";
import { onceRead } from "../later.ts";
import { textIndex } from "../search/textindex.ts";
import { aboutContents } from "./about.ts";
import { Card } from "./card.ts";
import { makeDialog } from "../ui/dialog.ts";
import { Comparison } from "./compare/comparison.ts";
import { Tray } from "./compare/tray.ts";
import { makeFaces } from "./faces.ts";
import { makeFilters } from "./filters.ts";
import { FieldFilters, isUnfiltered, UNFILTERED } from "./filters/filtering.ts";
import { FiguresFace } from "./figures/figuresface.ts";
import { loosening } from "./filters/loosening.ts";
import { GroundFinds } from "./groundfinds.ts";
import { makeHeader } from "./header.ts";
import { type Insets, makeInsets } from "../ui/insets.ts";
import { ListOrder } from "./listorder.ts";
import { SiteList } from "./list.ts";
import { makeNotices } from "../ui/notice.ts";
import { onNumbers, setOrder } from "../ui/paper.ts";
import { shareContents } from "./share.ts";
import { PHONE, Sheet } from "./sheet.ts";
import { TableFace } from "./table/tableface.ts";
import { makeTopicTabs } from "./topictabs.ts";
import { mountTheme } from "./themechoice.ts";

/** Rows printed at most. */
const MOST_PRINTED = 1000;

export interface PanelOptions {
  /** When the sites have been painted. */
  readonly drawn: Promise<void>;
  /** Told how much of the map lies under panel and card, in pixels. */
  readonly setMapInsets?: (insets: Insets) => void;
  /** Called when the reader wants to suggest a site. */
  readonly suggest?: () => void;
  /** The map, once it is there. */
  readonly map?: () => L.Map | null;
}

/** Build the panel in the page's root, which holds `.pm-map` and an empty `.pm-panel`. */
export function mountPanel(app: App, root: HTMLElement, options: PanelOptions): void {
  const { sites, store, t, signal } = app;
  mountTheme(app);
  const phone = matchMedia(PHONE);
  const notices = makeNotices();
  const dialog = makeDialog("main");
  const suggest = (): void => {
    dialog.element.close();
    options.suggest?.();
  };
  const header = makeHeader(app, {
    share: () => dialog.open(t("share"), t("close"), ...shareContents(app)),
    suggest,
    about: () => dialog.open(t("about"), t("close"), ...aboutContents(app, suggest)),
  });
  const sorting = new ListOrder(app, {
    map: options.map ?? (() => null),
    tell: notices.tell,
    changed: () => {
      if (!isComplete) return;
      list.update();
      card.showPlace();
    },
  });
  const list = new SiteList(app, sorting, () => filters.focusSearch());
  const finds = new GroundFinds(app, options.map ?? (() => null));
  const tray = new Tray(app, notices.tell);
  const comparison = new Comparison(app, (id) => {
    tray.toggle(id);
    store.set({ compare: tray.ids });
  });
  const table = new TableFace(app, {
    tray, tell: notices.tell, map: options.map ?? (() => null), onHeight: () => measure(),
    empty: () => loosening(app, () => store.set(UNFILTERED)),
  });
  const figures = new FiguresFace(app);
  const fieldFilters = new FieldFilters(app, () => {
    if (phone.matches) panelSheet.moveTo("full");
  });
  const filters = makeFilters(app, {
    faces: makeFaces(app, { sites: list.element, figures: figures.element, table: table.drawer.element }),
    button: fieldFilters.button,
    goToList: (isChosen) => {
      if (!isChosen) list.focus();
      else if (list.first !== null && list.first >= 0) store.set({ site: sites.id(list.first) });
    },
  });
  const card = new Card(app, { tell: notices.tell, tray }, list.order);

  const panel = root.querySelector<HTMLElement>(".pm-panel") ?? h("div", { class: "pm-panel" });
  const fillPanel = (): void => panel.append(header.element, makeTopicTabs(app), filters.element, fieldFilters.element, sorting.element, finds.element, list.element, figures.element);
  // Before the map for the keyboard: the list is the quicker way in.
  root.prepend(panel);
  root.append(table.drawer.element, card.element, tray.element, notices.element, dialog.element, comparison.element);

  const tellInsets = makeInsets(root, options.setMapInsets);
  const measure = (): void => {
    tellInsets(phone.matches ? phoneInsets() : deskInsets());
  };
  const panelSheet = new Sheet(panel, {
    grips: [header.element],
    peek: () => filters.element.offsetTop + filters.element.offsetHeight - header.element.offsetTop,
    whole: () => Infinity,
    label: () => t("sheet"),
    onHeight: () => measure(),
    signal,
  });
  const cardSheet = new Sheet(card.element, {
    grips: [card.head],
    peek: () => card.head.offsetHeight,
    whole: () => card.wholeHeight,
    label: () => t("sheet"),
    onHeight: () => measure(),
    signal,
  });
  const stops = app.kept.keep("sheets", () => [panelSheet.stop, cardSheet.stop] as const);

  function phoneInsets(): Insets {
    const isPanelShown = store.state.ui === "full" && !card.isOpen;
    const height = card.isOpen && store.state.ui !== "map" ? cardSheet.height : isPanelShown ? panelSheet.height : 0;
    // Pulled all the way up, the map is out of sight: no reason to move it.
    return { top: 0, right: 0, bottom: Math.min(height, Math.round(innerHeight * 0.6)), left: 0 };
  }

  function deskInsets(): Insets {
    const over = card.isOpen ? card.element.getBoundingClientRect() : null;
    const map = over && root.querySelector(".pm-map")?.getBoundingClientRect();
    const isOver = map && over.width > 0 && over.right > map.left;
    return { top: 0, right: 0, bottom: Math.round(table.drawer.height), left: isOver ? Math.round(over.right - map.left) : 0 };
  }

  let isComplete = false;
  let cameFrom: HTMLElement | null = null;
  const openOrClose = (): void => {
    const wasOpen = card.isOpen;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const hadFocus = focused !== null && card.element.contains(focused);
    card.update();
    root.classList.toggle("pm-has-card", card.isOpen);
    if (card.isOpen) {
      if (!wasOpen) cameFrom = focused;
      cardSheet.moveTo(wasOpen ? cardSheet.stop : "half");
      // A site chosen on the map, or by a script, leaves the focus where it is.
      const isLost = hadFocus && !card.element.contains(document.activeElement);
      if (isLost || (focused && panel.contains(focused))) card.focus();
    } else if (wasOpen) {
      panelSheet.moveTo(panelSheet.stop === "full" ? "half" : panelSheet.stop);
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

  /** On a phone a face that is asked for is seen: below the heads of the lowest stop nothing of it would be. */
  function showFace(): void {
    panelSheet.moveTo(store.state.panel === "figures" && panelSheet.stop === "peek" ? "half" : panelSheet.stop);
    measure();
  }

  store.listen((change) => {
    if (!isComplete) return;
    if (change.has("result") || change.has("lang")) {
      list.update();
      card.showPlace();
    }
    if (change.has("site")) openOrClose();
    else if (change.has("lang") && card.isOpen) card.update();
    if (change.has("lang")) {
      panelSheet.write();
      cardSheet.write();
    }
    if (change.has("panel")) showFace();
    else if (change.has("ui")) measure();
  });

  filters.element.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLInputElement && phone.matches) panelSheet.moveTo("full");
  });
  mountKeys(app, () => {
    // On narrow screens the card stands in the panel's place.
    if (getComputedStyle(panel).visibility === "hidden") store.set({ site: null });
    filters.focusSearch();
  });
  onResize(card.element, signal, measure);
  const relayout = (): void => {
    (phone.matches ? filters.summary : header.element).append(header.tools);
    panelSheet.moveTo(panelSheet.stop);
    measure();
  };
  phone.addEventListener("change", relayout, { signal });
  // In a hidden frame nothing has a height: the sheets take theirs when it is shown.
  if (innerHeight === 0) {
    addEventListener("resize", () => {
      cardSheet.moveTo(cardSheet.stop);
      relayout();
    }, { once: true, signal });
  }
  let undoPrint: (() => void) | null = null;
  addEventListener("beforeprint", () => {
    const folded = card.element.querySelector<HTMLDetailsElement>("details:not([open])");
    if (folded) folded.open = true;
    const foldList = list.showAll(MOST_PRINTED);
    undoPrint = () => {
      foldList();
      if (folded) folded.open = false;
    };
  }, { signal });
  setOrder(() => list.rows);
  // The map gives the numbers out, once it knows what is on the paper.
  onNumbers(() => list.rewrite(), signal);
  addEventListener("afterprint", () => undoPrint?.(), { signal });

  // On a phone the map's room depends on what the panel holds. Elsewhere laying out its text would
  // only keep the sites waiting.
  if (phone.matches) fillPanel();
  else void options.drawn.then(fillPanel);
  relayout();
  onceRead(sites.complete, () => {
    // Names and ids are there: the address may have named a site already.
    isComplete = true;
    fieldFilters.start();
    tray.start();
    table.start();
    comparison.update();
    if (isUnfiltered(store.state)) list.update();
    else store.refresh();
    if (store.state.site !== null) openOrClose();
    if (stops) [panelSheet, cardSheet].forEach((sheet, index) => sheet.moveTo(stops[index]!));
    relayout();
    if (!stops) showFace();
  });
  const index = textIndex(sites);
  const lookAgain = (): void => {
    if (store.state.q.trim() !== "") store.refresh();
  };
  index.onGrowth(lookAgain);
  onceRead(index.whole, lookAgain);
}

/** `/` goes to the search box, Esc closes the card. */
function mountKeys({ store, signal }: App, focusSearch: () => void): void {
  addEventListener("keydown", (event) => {
    if (isIme(event) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      // One thing at a time, the uppermost first: windows and menus have taken their own.
      if (store.state.site !== null) store.set({ site: null });
      else if (store.state.q !== "") store.set({ q: "" });
    } else if (event.key === "/" && store.state.ui === "full" && !isTyping(event.target)) {
      event.preventDefault();
      focusSearch();
    }
  }, { signal });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
