/**
 * What numbers are. Totals add up over the things they are of, and larger areas have more of them: size says how
 * much. Rates do neither: colour says how much. Told by the words of unit and name, in the languages of the page.
 */

import { inLanguage } from "../words/language.ts";
import type { Field } from "./fieldtype.ts";
import type { Texts } from "./head.ts";

/** What is counted, as units and names call it; powers of ten (万) may stand before. */
const THINGS: ReadonlySet<string> = new Set([
  "people", "persons", "inhabitants", "residents", "employees", "workers", "staff", "jobs", "visitors", "tourists", "visits", "trips",
  "passengers", "students", "pupils", "teachers", "doctors", "patients", "cases", "deaths", "births", "votes", "voters", "households",
  "families", "homes", "dwellings", "buildings", "rooms", "beds", "seats", "companies", "firms", "enterprises", "businesses", "shops", "stores",
  "schools", "hospitals", "projects", "patents", "items", "vehicles", "cars", "stations", "parks",
  "einwohner", "personen", "beschäftigte", "haushalte", "habitants", "personnes", "habitantes", "personas", "hogares", "abitanti",
  "人", "人次", "户", "戸", "家", "个", "個", "件", "项", "処", "处", "所", "座", "辆", "台", "名", "床", "张", "间", "套", "社", "校", "店", "棟", "栋", "世帯", "명", "개",
]); // prettier-ignore
const COUNTED = /\b(?:populations?|pop|head ?count|number of|total|counts?|gdp|grp|revenue|turnover|exports|imports)\b|bevölkerung|población|população|人口|人数|数量|总[数量额]|総数|产[值量]|产值|销量|客流量|吞吐量|用[电水]量|排放量|生产总值|增加值|营收|税收|投资额|[^指系倍分均比级年天层岁参度]数$/iu;
const SHARED_OUT = /%|‰|\/|\b(?:per|pct|percent(?:age)?|share|density|rate|ratio|proportion|index|growth|change|gain|score|rank|pro kopf|je|anteil|dichte|quote|taux|densité|par|tasa|densidad|por|taxa)\b|每|人均|户均|密度|率|比重|占|增速|增长|增幅|指数|强度|比例|水平|评分|得分|排名/iu;
/** Of one thing among many, however large it is. */
const OF_ONE = /价|均|工资|薪|\b(?:price|wage|salary|average|avg|mean|median|durchschnitt|moyenne|promedio|média)\b/iu;
const MONEY = /(?:元|圆|円|[¥€$£]|\b(?:rmb|cny|usd|eur|gbp|hkd|jpy|mxn|yuan|pesos?|dollars?|euros?|pounds?|yen))$/iu;
const AMOUNT = /^(?:[百千万亿]*(?:吨|度|千瓦时|立方米|m³)|[kmgt]?t|tonn?e?s?|[kmgt]wh|m3)$/iu;
/** Of one thing, or of its extent: lengths, areas, times, degrees. */
const MEASURE = /^(?:[kcm]?m[²³2]?|㎡|ha|[万亿]?(?:平方)?(?:公里|千米|米)|[万亿]?㎡|亩|公顷|km\^?2|min(?:utes?)?|h|hours?|days?|years?|年|月|天|小时|分钟?|岁|°.*|℃|db|级|层|points?|位)$/iu;
const BRACKETED = /\s*[(（[]([^()（）[\]]+)[)）\]]\s*$/;
/** Thousands and millions before or after a unit's own word. */
export const POWERS = /^(?:[百千万亿]+|(?:thousands?|millions?|billions?|mn|mio|bn|mrd|[km])\s+)|\s+(?:thousands?|millions?|billions?|mn|mio|bn|mrd|m)$/giu;

/** Whether a number adds up over the things it is of, as counts, amounts and sums of money do. */
export function isTotal(field: Field): boolean {
  if (field.type !== "number") return false;
  const labels = ["en", "zh"].map((lang) => field.label(lang).replaceAll("_", " ").trim());
  const names = labels.map((label) => label.replace(BRACKETED, ""));
  // A heading may have its unit in brackets.
  const own = wordsOf(field.unit);
  const units = (own.length > 0 ? own : labels.map((label) => BRACKETED.exec(label)?.[1] ?? "")).map((text) => text.replace(POWERS, ""));
  if ([...units, ...names].some((text) => SHARED_OUT.test(text) || OF_ONE.test(text)) || units.some((text) => MEASURE.test(text))) return false;
  return units.some((text) => THINGS.has(text.toLowerCase()) || MONEY.test(text) || AMOUNT.test(text))
    || names.some((text) => THINGS.has(lastWord(text)) || COUNTED.test(text));
}

function wordsOf(texts: Texts | undefined): readonly string[] {
  return ["en", "zh"].map((lang) => inLanguage(texts, lang).trim()).filter((text) => text !== "");
}

/** Of names in letters what is counted comes last: registered vehicles. */
function lastWord(name: string): string {
  return name.toLowerCase().split(/\s+/).at(-1) ?? "";
}
