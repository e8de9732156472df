/** Talking to `parkmap serve`: orders out, outcomes back (`geo/contract/edit.schema.json`). */

import type { News, Order, Outcome } from "../contract/editprotocol.ts";

export type {
  ByLanguage, CellOrder as Cell, EditProblem as Problem, EditSitesOrder as EditSites, Feature, NewCategories, News, Order, Outcome,
  Pick, Picks, RowOrder, SavedStep as Step, SitesGrid, TableRows, Told,
} from "../contract/editprotocol.ts";

export type Client = (order: Order) => Promise<Outcome>;

/** Sends orders with the one-time token; rejects when the server is gone. */
export function makeClient(token: string): Client {
  return async (order) => {
    const answer = await fetch("/edit", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Parkmap-Token": token },
      body: JSON.stringify(order),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    return (await answer.json()) as Outcome;
  };
}

/** Sends the bytes of a file that is to be brought in; false where they are not taken. */
export function makeSender(token: string): (drop: string, part: number, file: File) => Promise<boolean> {
  return async (drop, part, file) => {
    const answer = await fetch(`/drop?to=${encodeURIComponent(drop)}&part=${part}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", "X-Parkmap-Token": token },
      body: file,
    });
    return answer.ok;
  };
}

/** What the files show now; null when the server lets this browser in no more. */
export async function askNews(): Promise<News | null> {
  const answer = await fetch("/news");
  if (answer.status === 403) return null;
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return (await answer.json()) as News;
}

/** A part of the page as it stands in the document; null where there is a newer version already. */
export async function askPart(digest: string): Promise<string | null> {
  const answer = await fetch(`/parts/${digest}`);
  return answer.ok ? await answer.text() : null;
}
