/** Talking to `parkmap serve`: orders out, outcomes back (`geo/contract/edit.schema.json`). */

import type { News, Order, Outcome } from "../contract/editprotocol.ts";

export type {
  ByLanguage, CellOrder as Cell, EditProblem as Problem, EditSitesOrder as EditSites, Feature, NewCategories, News, Order, Outcome,
  Pick, Picks, RowOrder, SavedStep as Step, SitesGrid, TableRows, Told,
} from "../contract/editprotocol.ts";

export type Client = (order: Order) => Promise<Outcome>;

/** Sends the bytes of a file that is to be brought in; gives whether they were taken. */
export type Sender = (drop: string, part: number, file: File) => Promise<boolean>;

/** The server is another run, and has not let this browser in. */
export class ForgottenError extends Error {}

/** The server's secret: the cookie says the same, where the browser takes it. */
let key = "";

export function letIn(by: string): void {
  key = by;
}

/** An address of the server's, for who was let in. */
export function ours(path: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}key=${encodeURIComponent(key)}`;
}

/** What is sent bears the server's one-time token; rejects when the server is gone, or another. */
export function connect(first: string): { readonly ask: Client; readonly send: Sender } {
  let token = first;
  const post = async (path: string, kind: string, body: BodyInit): Promise<Response> => {
    const send = (): Promise<Response> =>
      fetch(ours(path), { method: "POST", headers: { "Content-Type": kind, "X-Parkmap-Token": token }, body });
    const answer = await send();
    if (answer.status !== 403) return answer;
    // Started anew: where this browser has been let in again, what is typed here is saved all the same.
    const news = await askNews();
    if (!news?.token) throw new ForgottenError();
    token = news.token;
    return send();
  };
  return {
    ask: async (order) => {
      const answer = await post("/edit", "application/json", JSON.stringify(order));
      if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
      return (await answer.json()) as Outcome;
    },
    send: async (drop, part, file) => {
      const answer = await post(`/drop?to=${encodeURIComponent(drop)}&part=${part}`, "application/octet-stream", file);
      return answer.ok;
    },
  };
}

/** What the files show now; null when the server lets this browser in no more. */
export async function askNews(): Promise<News | null> {
  const answer = await fetch(ours("/news"));
  if (answer.status === 403) return null;
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return (await answer.json()) as News;
}

/** A part of the page as it stands in the document; null where there is a newer version already. */
export async function askPart(digest: string): Promise<string | null> {
  const answer = await fetch(ours(`/parts/${digest}`));
  return answer.ok ? await answer.text() : null;
}
