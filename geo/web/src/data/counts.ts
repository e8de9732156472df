/** Whether a number counts things: such a number grows with the area it is counted in, and a filled area misleads. */

import { inLanguage } from "../words/language.ts";
import type { Field } from "./fieldtype.ts";

/** What is counted, as units name it; powers of ten (万) may stand before. */
const THINGS: ReadonlySet<string> = new Set([
  "people", "persons", "inhabitants", "residents", "employees", "households", "companies", "firms", "enterprises",
  "projects", "patents", "items", "seats", "students", "人", "户", "家", "个", "件", "项", "处", "所", "座", "辆", "台", "名",
]); // prettier-ignore
const COUNTED = /\b(population|number of|total)\b|人口|数量|总数|总量/iu;
const SHARED_OUT = /%|‰|\/|\b(per|share|density|rate|ratio)\b|每|人均|密度|率|比重|占/iu;

export function isCount(field: Field): boolean {
  if (field.type !== "number") return false;
  const words = ["en", "zh"].flatMap((lang) => [inLanguage(field.unit, lang), field.label(lang)]);
  if (words.some((text) => SHARED_OUT.test(text))) return false;
  return words.some((text) => THINGS.has(text.replace(/^[百千万亿]+/u, "").toLowerCase()) || COUNTED.test(text));
}
