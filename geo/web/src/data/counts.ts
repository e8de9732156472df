/** What numbers are: a count grows with the area it is counted in, a total over what it is of. */

import { inLanguage } from "../words/language.ts";
import type { Field } from "./fieldtype.ts";

/** What is counted, as units name it; powers of ten (万) may stand before. */
const THINGS: ReadonlySet<string> = new Set([
  "people", "persons", "inhabitants", "residents", "employees", "households", "companies", "firms", "enterprises",
  "projects", "patents", "items", "seats", "students", "人", "户", "家", "个", "件", "项", "处", "所", "座", "辆", "台", "名",
]); // prettier-ignore
const COUNTED = /\b(population|number of|total)\b|人口|数量|总数|总量/iu;
const SHARED_OUT = /%|‰|\/|\b(per|share|density|rate|ratio)\b|每|人均|密度|率|比重|占/iu;

const MONEY = /(?:元|圆|円|[¥€$£]|\b(?:rmb|cny|usd|eur|gbp|hkd|jpy|yuan|pesos?|dollars?|euros?|pounds?|yen))$/iu;
const OF_ONE = /价|均|工资|薪|\b(?:price|wage|salary|average|mean|median)\b/iu;

/** Whether a number adds up over the things it is of, as counts and sums of money do: points say it by their size. */
export function isTotal(field: Field): boolean {
  if (isCount(field)) return true;
  const words = (lang: string): string[] => [inLanguage(field.unit, lang), field.label(lang)];
  const all = ["en", "zh"].flatMap(words);
  if (field.type !== "number" || all.some((text) => SHARED_OUT.test(text) || OF_ONE.test(text))) return false;
  return ["en", "zh"].some((lang) => MONEY.test(inLanguage(field.unit, lang)));
}

/** Whether a number counts things: a filled area misleads about it. */
export function isCount(field: Field): boolean {
  if (field.type !== "number") return false;
  const words = ["en", "zh"].flatMap((lang) => [inLanguage(field.unit, lang), field.label(lang)]);
  if (words.some((text) => SHARED_OUT.test(text))) return false;
  return words.some((text) => THINGS.has(text.replace(/^[百千万亿]+/u, "").toLowerCase()) || COUNTED.test(text));
}
