/** The window that offers a file to be chosen, or a place to paste into: for who does not drag. */

import { fill, h } from "../../dom.ts";
import { asksBeforeClosing } from "../../ui/dialog.ts";
import { icon } from "../../ui/icons.ts";
import { say, sayImport } from "../editwords.ts";

/** What a reader may choose; all parts of a Shapefile at once. */
const ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods,.et,.ett,.xlt,.xltx,.xltm,.geojson,.json,.ndjson,.geojsonl,.topojson,.gpkg,.shp,.shx,.dbf,.prj,.cpg,.zip,.fgb,.kml,.kmz,.gpx,.osm,.pbf,.gml,.parquet,.dxf,.tab,.mif";

export interface Chosen {
  readonly files?: readonly File[];
  readonly text?: string;
}

/**
 * @param understands whether a text is something that can be brought in
 * @returns null where the reader gave up
 */
export function chooseIncoming(understands: (text: string) => boolean): Promise<Chosen | null> {
  return new Promise((resolve) => {
    let chosen: Chosen | null = null;
    const giveUp = (): void => {
      if (text.value.trim() === "" || window.confirm(say("discard"))) dialog.close();
    };
    const input = h("input", { type: "file", multiple: true, accept: ACCEPTED, "aria-label": sayImport("chooseFile") });
    const text = h("textarea", { class: "pm-code", rows: 5, "aria-label": sayImport("pasteText"), spellcheck: "false" });
    const answer = h("div", { class: "pm-form-trouble", role: "alert" });
    const look = h("button", { type: "button", class: "pm-button" }, sayImport("look"));
    const close = h(
      "button",
      { type: "button", class: "pm-icon-button", "aria-label": say("cancel"), title: say("cancel"), onclick: giveUp },
      icon("close"),
    );
    const dialog = h(
      "dialog",
      { class: "pm-dialog pm-import-choice", "aria-labelledby": "pm-import-choice" },
      h("div", { class: "pm-dialog-head" }, h("h2", { id: "pm-import-choice" }, sayImport("bringInTool")), close),
      h(
        "div",
        { class: "pm-dialog-body" },
        h("p", {}, sayImport("dropHow")), input,
        h("p", {}, sayImport("pasteHow")), text,
        h("div", { class: "pm-form-buttons" }, answer, look),
      ),
    );
    const finish = (found: Chosen): void => {
      chosen = found;
      dialog.close();
    };
    const read = (): void => {
      if (understands(text.value)) finish({ text: text.value });
      else fill(answer, sayImport("notUnderstood"));
    };
    input.addEventListener("change", () => {
      if (input.files && input.files.length > 0) finish({ files: [...input.files] });
    });
    text.addEventListener("input", () => fill(answer));
    look.addEventListener("click", read);
    const cameFrom = document.activeElement;
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
      resolve(chosen);
    });
    asksBeforeClosing(dialog, giveUp);
    document.body.append(dialog);
    dialog.showModal();
    input.focus();
  });
}
