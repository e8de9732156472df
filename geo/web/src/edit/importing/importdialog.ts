/**
 * The window in which something is brought in: what each column is taken for, what comes of it, and
 * one button. Nothing is written before that.
 */

import type * as L from "leaflet";

import type { App } from "../../app.ts";
import { fill, h } from "../../dom.ts";
import { asksBeforeClosing, whileWaiting } from "../../ui/dialog.ts";
import { icon } from "../../ui/icons.ts";
import { guardLeaving } from "../../ui/leaving.ts";
import { ownName } from "../../suggest/fieldlabels.ts";
import { categoriesOf } from "../../suggest/suggest.ts";
import type { Order, Outcome, Sender } from "../client.ts";
import { pageLanguage, say, sayImport } from "../editwords.ts";
import { noteSilence, silenceWords } from "../silence.ts";
import { boxes, menus, questions, type MenuParts } from "./importmenus.ts";
import { previewTable, withRole } from "./importpreview.ts";
import { countsLine, problemItems, report, workOf } from "./importreport.ts";
import type { Choices, Plan } from "./importtypes.ts";
import { makeSigns } from "./previewsigns.ts";

/** What is to be brought in: files of the reader's, or the project's own layer. */
export type Incoming = { readonly files: readonly File[]; readonly pasted: boolean } | { readonly layer: string };

/** The parts of the editing page that an import needs, as they are at the moment. */
export interface Host {
  readonly app: () => App;
  readonly map: () => L.Map;
  readonly request: (order: Order) => Promise<Outcome | null>;
  /** Send one file's bytes; false where the server does not take them. */
  readonly send: Sender;
  /** Null when it is saved, and the page will show it; otherwise why not. */
  readonly settle: (outcome: Outcome, words: string) => HTMLElement | null;
}

/** @returns when the window is closed */
export function openImport(host: Host, incoming: Incoming): Promise<void> {
  return new Promise((resolve) => new ImportDialog(host, incoming, resolve));
}

class ImportDialog {
  readonly #host: Host;
  readonly #incoming: Incoming;
  readonly #signs;
  readonly #title = h("h2", { id: "pm-import-title", tabindex: "-1" });
  readonly #asked = h("div", { class: "pm-import-asked" });
  readonly #side = h("div", { class: "pm-import-side" });
  readonly #main = h("div", { class: "pm-import-main" });
  readonly #status = h("p", { class: "pm-import-counts", role: "status" });
  readonly #answer = h("div", { class: "pm-form-answer", role: "alert" });
  readonly #done = h("button", { type: "button", class: "pm-button pm-primary", onclick: () => void this.#save() });
  readonly #dialog: HTMLDialogElement;
  #drop = "";
  #choices: Choices = {};
  #plan: Plan | null = null;
  /** Only the latest of several answers counts. */
  #turn = 0;
  #isSaved = false;

  constructor(host: Host, incoming: Incoming, closed: () => void) {
    this.#host = host;
    this.#incoming = incoming;
    this.#signs = makeSigns(host.map());
    const cancel = h("button", { type: "button", class: "pm-button", onclick: () => this.#giveUp() }, say("cancel"));
    const close = h(
      "button",
      { type: "button", class: "pm-icon-button", "aria-label": say("cancel"), title: say("cancel"), onclick: () => this.#giveUp() },
      icon("close"),
    );
    this.#done.disabled = true;
    this.#done.textContent = sayImport("bringIn");
    this.#dialog = h(
      "dialog",
      { class: "pm-import", "aria-labelledby": "pm-import-title" },
      h("div", { class: "pm-dialog-head" }, this.#title, close),
      this.#asked,
      h("div", { class: "pm-import-body" }, this.#side, this.#main),
      h(
        "div",
        { class: "pm-import-end" },
        this.#answer,
        h("div", { class: "pm-form-buttons" }, this.#status, cancel, this.#done),
      ),
    );
    const cameFrom = document.activeElement;
    const forgetLeaving = guardLeaving(() => this.#isBegun && !this.#isSaved);
    this.#dialog.addEventListener("close", () => {
      this.#turn += 1;
      this.#signs.remove(this.#isSaved);
      this.#dialog.remove();
      this.#endDrop();
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
      forgetLeaving();
      closed();
    });
    asksBeforeClosing(this.#dialog, () => this.#giveUp());
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#title.focus();
    this.#write(this.#name());
    void this.#begin();
  }

  get #isBegun(): boolean {
    return Object.keys(this.#choices).length > 0;
  }

  /** What was dropped can be dropped again; what was chosen since is work. */
  #giveUp(): void {
    if (!this.#isBegun || window.confirm(sayImport("discardChosen"))) this.#dialog.close();
  }

  #name(): string {
    return "layer" in this.#incoming ? this.#incoming.layer : (this.#incoming.files[0]?.name ?? "");
  }

  #write(name: string): void {
    this.#title.textContent = sayImport("bringInWhat", { name });
  }

  /** Nothing of it is needed any more. */
  #endDrop(): void {
    if (this.#drop) void this.#host.request({ do: "import-end", drop: this.#drop });
    this.#drop = "";
  }

  /** The files go to the server, which reads them. */
  async #begin(): Promise<void> {
    const incoming = this.#incoming;
    this.#tell(sayImport("reading"));
    const begun = await this.#host.request(
      "layer" in incoming
        ? { do: "import-layer" }
        : { do: "import-begin", files: incoming.files.map(({ name, size }) => ({ name, size })), pasted: incoming.pasted },
    );
    this.#drop = begun?.drop ?? "";
    if (!this.#dialog.isConnected) this.#endDrop();
    if (!this.#heard(begun)) return;
    for (const [part, file] of "layer" in incoming ? [] : incoming.files.entries()) {
      this.#tell(sayImport("sending", { name: file.name }));
      const isSent = await this.#host.send(this.#drop, part, file).catch((error: unknown) => {
        noteSilence(error);
        return false;
      });
      if (!this.#dialog.isConnected) return;
      if (isSent) continue;
      this.#refuse(h("p", {}, silenceWords()));
      return;
    }
    await this.#replan();
  }

  async #replan(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#tell(sayImport("reading"));
    this.#done.disabled = true;
    const order: Order = { do: "import-plan", drop: this.#drop, choices: this.#choices, lang: pageLanguage() };
    const outcome = await this.#ask(order, () => turn === this.#turn);
    if (outcome?.plan) this.#show(outcome.plan);
  }

  #choose(choices: Choices): void {
    // Another sheet has other columns.
    const isOther = choices.file !== undefined || choices.layer !== undefined || choices.headings !== undefined;
    this.#choices = { ...this.#choices, ...(isOther ? { columns: {} } : {}), ...choices };
    void this.#replan();
  }

  #show(plan: Plan): void {
    this.#plan = plan;
    const { sites, store } = this.#host.app();
    const parts: MenuParts = {
      plan,
      choices: this.#choices,
      categories: categoriesOf(this.#host.app()),
      choose: (choices) => this.#choose(choices),
    };
    const languages = sites.head.languages.length > 1 ? sites.head.languages.slice(1) : [store.state.lang === "zh" ? "en" : "zh"];
    const key = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["key"] : undefined;
    const wasAsked = document.activeElement?.closest(".pm-import-question");
    const scrolled = this.#main.querySelector(".pm-import-rows")?.scrollLeft ?? 0;
    this.#write(`${plan.source} · ${sayImport("rows", { count: plan.rows })}`);
    fill(this.#side, ...menus(parts), ...boxes(parts));
    fill(this.#asked, ...questions(parts));
    fill(
      this.#main,
      plan.preview.names.length > 0
        ? previewTable({
            plan,
            languages: languages.map((code) => [code, ownName(code)] as const),
            choose: (column, role) => {
              this.#choices = withRole(this.#choices, column, role);
              void this.#replan();
            },
          })
        : null,
      ...report(plan),
    );
    const rows = this.#main.querySelector(".pm-import-rows");
    if (rows) rows.scrollLeft = scrolled;
    fill(this.#answer);
    const work = workOf(plan);
    this.#done.textContent = work > 0 ? sayImport("do", { count: work }) : sayImport("bringIn");
    this.#done.disabled = !plan.ready || work === 0;
    const isBroken = !plan.ready && plan.questions.length === 0;
    const more = isBroken ? sayImport("notYet") : plan.ready && work === 0 ? sayImport("nothingNew") : "";
    this.#tell([countsLine(plan), more].filter(Boolean).join(" · "));
    this.#signs.show(plan, this.#dialog);
    this.#focus(key, wasAsked !== null && wasAsked !== undefined);
  }

  /** Where the focus was, in what has taken its place. */
  #focus(key: string | undefined, wasAsked: boolean): void {
    const active = document.activeElement;
    if (active !== this.#title && active !== this.#dialog && this.#dialog.contains(active) && !key) return;
    const all = [...this.#dialog.querySelectorAll<HTMLElement>("[data-key]")];
    const same = key === undefined ? undefined : all.find((element) => element.dataset["key"] === key);
    const question = this.#asked.querySelector<HTMLElement>(".pm-import-question :is(button, input)");
    const target = same ?? question ?? (wasAsked && !this.#done.disabled ? this.#done : null);
    (target ?? this.#title).focus({ preventScroll: same !== undefined });
  }

  async #save(): Promise<void> {
    if (!this.#plan?.ready) return;
    const order: Order = { do: "import-save", drop: this.#drop, choices: this.#choices, lang: pageLanguage() };
    const outcome = await whileWaiting(this.#dialog, () => this.#ask(order));
    if (!outcome) return;
    const refused = this.#host.settle(outcome, sayImport("done", { name: this.#plan.source }));
    if (refused) {
      this.#refuse(refused);
      return;
    }
    this.#isSaved = true;
    this.#dialog.close();
  }

  /**
   * Null where it was refused: that is told.
   *
   * @param isWanted whether nothing else was asked for since
   */
  async #ask(order: Order, isWanted = (): boolean => true): Promise<Outcome | null> {
    const outcome = await this.#host.request(order);
    return isWanted() ? this.#heard(outcome) : null;
  }

  #heard(outcome: Outcome | null): Outcome | null {
    if (!this.#dialog.isConnected) return null;
    const errors = outcome?.problems[pageLanguage()].filter(({ severity }) => severity === "error") ?? [];
    if (outcome && errors.length === 0) return outcome;
    this.#refuse(outcome ? problemItems(errors) : h("p", {}, silenceWords()));
    return null;
  }

  #refuse(why: HTMLElement): void {
    this.#tell("");
    fill(this.#answer, why);
  }

  #tell(words: string): void {
    this.#status.textContent = words;
  }
}
