/** A suggested site held against the one that is there: field by field. */

import type { Geometry } from "geojson";

import type { LikelySite } from "../../contract/editprotocol.ts";
import { spelling, type Properties } from "../../suggest/formvalues.ts";
import type { Suggested } from "./textkinds.ts";

export type Likely = LikelySite;

export interface FieldLine {
  readonly name: string;
  readonly here: string;
  readonly suggested: string;
  readonly isDifferent: boolean;
}

/** What a suggestion says, and what stands there; what it says nothing of is left out. */
export function fieldLines({ properties }: Suggested, likely: Likely | null): readonly FieldLine[] {
  return Object.keys(properties)
    .filter((name) => name !== "id")
    .map((name) => {
      const [here, suggested] = [spelling(likely?.properties[name]), spelling(properties[name])];
      return { name, here, suggested, isDifferent: here !== suggested };
    })
    .filter(({ here, suggested }) => here !== "" || suggested !== "");
}

/** What taking it changes of the site that is there; a blank keeps what stands there. */
export function changesTo({ properties, geometry }: Suggested, likely: Likely): { set: Properties; geometry?: Geometry } {
  const set = Object.fromEntries(
    Object.entries(properties).filter(
      ([name, value]) => name !== "id" && spelling(value) !== "" && spelling(value) !== spelling(likely.properties[name]),
    ),
  );
  const isMoved = geometry !== null && JSON.stringify(geometry) !== JSON.stringify(likely.geometry);
  return isMoved ? { set, geometry } : { set };
}

/** What a new site gets; its id is made of its name when it is added. */
export function newSiteOf({ properties, geometry }: Suggested): { properties: Properties; geometry: Geometry | null } {
  const { id: _, ...others } = properties;
  const said = Object.fromEntries(Object.entries(others).filter(([, value]) => spelling(value) !== ""));
  return { properties: said, geometry };
}

export function nameOf({ properties }: Suggested): string {
  return spelling(properties["name"] ?? properties["name_en"]).trim();
}
