/** What sites have to do with each other, both ways: what they are part of, and what tables of relations say. */

import type { Sites } from "./sites.ts";

export interface RelationLink {
  readonly from: number;
  readonly to: number;
  /** The relation in a language; null where it is being a part. */
  readonly word: ((lang: string) => string) | null;
}

const known = new WeakMap<Sites, ReadonlyMap<number, readonly RelationLink[]>>();

/** The links of a site, each once; found for all sites when first asked for. */
export function linksAt(sites: Sites, row: number): readonly RelationLink[] {
  let found = known.get(sites);
  if (!found) known.set(sites, (found = findAll(sites)));
  return found.get(row) ?? [];
}

function findAll(sites: Sites): ReadonlyMap<number, readonly RelationLink[]> {
  const found = new Map<number, RelationLink[]>();
  const add = (link: RelationLink): void => {
    if (link.to < 0 || link.to === link.from) return;
    for (const end of [link.from, link.to]) {
      const its = found.get(end);
      if (its) its.push(link);
      else found.set(end, [link]);
    }
  };
  for (const { name, role, parts } of sites.head.tables) {
    const columns = role === "relations" ? sites.table(name) : null;
    const [other, relation] = [parts["other"] ?? "", parts["relation"] ?? ""];
    for (let from = 0; columns?.starts && from < sites.count; from++) {
      for (let entry = columns.starts[from]!; entry < columns.starts[from + 1]!; entry++) {
        const to = sites.rowOf(String(columns.cell(entry, other) ?? ""));
        add({ from, to, word: (lang) => String(columns.cell(entry, `${relation}_${lang}`) ?? columns.cell(entry, relation) ?? "") });
      }
    }
  }
  for (let from = 0; from < sites.count; from++) {
    const to = sites.partOf(from);
    // What a table says of the two in its own words is not said twice.
    if (!found.get(from)?.some((link) => link.from === from && link.to === to)) add({ from, to, word: null });
  }
  return found;
}
