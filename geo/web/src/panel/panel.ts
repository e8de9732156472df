/** The panel beside the map: title, search, filters, list. What opens over it comes from `windows.ts`. */

import type { App } from "../app.ts";
import { h, isIme } from "../dom.ts";
import { onceRead } from "../data/later.ts";
import { textIndex } from "../search/textindex.ts";
import { makeFaces } from "./faces.ts";
import { makeFilters } from "./filters.ts";
import { isUnfiltered } from "./filters/holding.ts";
import { GroundFinds } from "./groundfinds.ts";
import { makeHeader } from "./header.ts";
import { foreseenInsets, type Insets, makeInsets } from "../ui/insets.ts";
import { ListOrder } from "./listorder.ts";
import { SiteList } from "./list.ts";
import type { Panel, PanelOptions, Windows } from "./panelparts.ts";
import { makeNotices } from "../ui/notice.ts";
import { onNumbers, setOrder } from "../ui/paper.ts";
import { PHONE } from "../screen.ts";
import { Sheet } from "./sheet.ts";
import { makeTopicTabs } from "./topictabs.ts";

/** Rows printed at most. */
const MOST_PRINTED = 1000;

/** Build the panel in the page's root, which holds `.pm-map` and an empty `.pm-panel`, a part at a time. */
export function* mountPanel(app: App, root: HTMLElement, options: PanelOptions): Generator<unknown> {
  const { sites, store, t, signal } = app;
  const phone = matchMedia(PHONE);
  const notices = makeNotices();
  let windows: Windows | null = null;
  const open = (name: "share" | "about"): void => void options.rest.load().then(() => windows?.open(name));
  const header = makeHeader(app, { share: () => open("share"), suggest: () => options.suggest?.(), about: () => open("about") });
  const sorting = new ListOrder(app, {
    map: options.map ?? (() => null),
    tell: notices.tell,
    changed: () => {
      if (!isComplete) return;
      list.update();
      windows?.showPlace();
    },
  });
  const list = new SiteList(app, sorting, () => filters.focusSearch(), () => finds.found);
  const finds = new GroundFinds(app, options.rest, options.markPlace, () => isComplete && list.update());
  const faces = {
    figures: h("div", { class: "pm-figures-face", tabindex: -1 }),
    table: h("section", { class: "pm-drawer" }),
  };
  const filters = makeFilters(app, {
    faces: makeFaces(app, { sites: list.element, ...faces }),
    goToList: (isChosen) => {
      const first = list.first;
      if (first === null || first < 0) {
        if (isChosen) finds.goToFirst();
        else finds.focus();
      } else if (isChosen) store.set({ site: sites.id(first) });
      else list.focus();
    },
  });

  yield;
  const element = root.querySelector<HTMLElement>(".pm-panel") ?? h("div", { class: "pm-panel" });
  element.append(header.element, makeTopicTabs(app), filters.element, sorting.element, finds.element, list.element, faces.figures);
  // Before the map for the keyboard: the list is the quicker way in.
  root.prepend(element);
  root.append(faces.table, notices.element);

  const tellInsets = makeInsets(root, options.setMapInsets);
  const measure = (): void => {
    tellInsets(phone.matches ? phoneInsets() : deskInsets());
  };
  const sheet = new Sheet(element, {
    grips: [header.element],
    peek: () => filters.element.offsetTop + filters.element.offsetHeight - header.element.offsetTop,
    whole: () => Infinity,
    label: () => t("sheet"),
    onHeight: () => measure(),
    signal,
  });
  const stop = app.kept.keep("panel sheet", () => sheet.stop);

  function phoneInsets(): Insets {
    const card = !windows ? foreseenInsets(app).bottom : windows.isCardOpen && store.state.ui !== "map" ? windows.cardHeight : 0;
    const isPanelShown = store.state.ui === "full" && !windows?.isCardOpen;
    const height = card || (isPanelShown ? sheet.height : 0);
    // Pulled all the way up, the map is out of sight: no reason to move it.
    return { top: 0, right: 0, bottom: Math.min(height, Math.round(innerHeight * 0.6)), left: 0 };
  }

  function deskInsets(): Insets {
    if (!windows) return foreseenInsets(app);
    const over = windows.isCardOpen ? windows.card.getBoundingClientRect() : null;
    const map = over && root.querySelector(".pm-map")?.getBoundingClientRect();
    const isOver = map && over.width > 0 && over.right > map.left;
    return { top: 0, right: 0, bottom: Math.round(windows.drawerHeight), left: isOver ? Math.round(over.right - map.left) : 0 };
  }

  let isComplete = false;
  let isTableAwaited = false;
  /** The table may still be on its way when it is asked for. */
  function focusTable(): void {
    const close = isTableAwaited ? faces.table.querySelector<HTMLElement>(".pm-close") : null;
    close?.focus();
    isTableAwaited &&= close === null;
  }
  /** On a phone the table fills the screen: what lies below it is out of reach for keys and screen readers, too. */
  function shutBelow(): void {
    const isBelow = phone.matches && store.state.panel === "table" && store.state.ui === "full";
    if (element.inert === isBelow) return;
    const hadFocus = element.contains(document.activeElement) || faces.table.contains(document.activeElement);
    for (const part of [element, root.querySelector<HTMLElement>(".pm-map")]) if (part) part.inert = isBelow;
    isTableAwaited = isBelow && hadFocus;
    focusTable();
    if (!isBelow && hadFocus) element.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus();
  }
  /** On a phone a face that is asked for is seen: below the heads of the lowest stop nothing of it would be. */
  function showFace(): void {
    shutBelow();
    sheet.moveTo(store.state.panel === "figures" && sheet.stop === "peek" ? "half" : sheet.stop);
    measure();
  }

  store.listen((change) => {
    if (!isComplete) return;
    if (change.has("result") || change.has("lang")) list.update();
    if (change.has("lang")) sheet.write();
    if (change.has("panel")) showFace();
    else if (change.has("ui")) {
      shutBelow();
      measure();
    }
  });

  filters.element.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLInputElement && phone.matches) sheet.moveTo("full");
  });
  mountKeys(app, () => {
    // On narrow screens the card stands in the panel's place.
    if (getComputedStyle(element).visibility === "hidden") store.set({ site: null });
    filters.focusSearch();
  });
  const relayout = (): void => {
    const home = phone.matches ? filters.summary : header.element;
    // What is put where it stands already loses the focus.
    if (home.lastElementChild !== header.tools) home.append(header.tools);
    shutBelow();
    sheet.moveTo(sheet.stop);
    measure();
  };
  phone.addEventListener("change", relayout, { signal });
  // In a hidden frame nothing has a height: the sheets take theirs when it is shown.
  if (innerHeight === 0) addEventListener("resize", relayout, { once: true, signal });
  let foldList: (() => void) | null = null;
  addEventListener("beforeprint", () => (foldList = list.showAll(MOST_PRINTED)), { signal });
  addEventListener("afterprint", () => foldList?.(), { signal });
  setOrder(() => list.rows);
  // The map gives the numbers out, once it knows what is on the paper.
  onNumbers(() => list.rewrite(), signal);

  // A sheet is seen where it stays, and not before: to lay it out takes a task of its own.
  element.classList.toggle("pm-unplaced", phone.matches);
  yield phone.matches;
  relayout();
  // The map's first view is made for what such a face leaves of it.
  if (!stop) showFace();
  element.classList.remove("pm-unplaced");
  yield phone.matches;
  // Read before the list is first written.
  const index = textIndex(sites);
  const panel: Panel = { app, options, element, sheet, list, filters, faces, phone, tell: notices.tell, measure };
  onceRead(sites.complete, function* () {
    // Names and ids are there: the address may have named a site already.
    isComplete = true;
    if (isUnfiltered(store.state)) list.update();
    else store.refresh();
    yield;
    options.rest.onceLoaded(function* ({ mountWindows }) {
      if (signal.aborted) return;
      windows = mountWindows(panel);
      yield true;
      windows.start();
      focusTable();
      yield true;
      relayout();
    });
    if (stop) sheet.moveTo(stop);
    relayout();
    if (!stop) showFace();
  });
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
      else if (store.state.q !== "") {
        // What was found on the ground goes with the search, and would take the focus along.
        if (document.activeElement?.matches(".pm-ground-find")) focusSearch();
        store.set({ q: "" });
      }
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
