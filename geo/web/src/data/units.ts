/** What units of one measure have to do with each other; what measures something else is never converted. */

const POWERS: Readonly<Record<string, number>> = {
  百: 1e2, 千: 1e3, 万: 1e4, 萬: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 億: 1e8, 万亿: 1e12,
  thousand: 1e3, million: 1e6, mn: 1e6, mio: 1e6, billion: 1e9, bn: 1e9,
};
const BEFORE = /^(万亿|十万|百万|千万|[百千万萬亿億])(.+)$|^(thousand|million|mn|mio|billion|bn)s?\s+(.+)$/u;
const AFTER = /^(.+)\s+(thousand|million|mn|mio|billion|bn)s?$/u;

/** Units that have several names, or are so many of another. */
const KNOWN: ReadonlyMap<string, readonly [base: string, power: number]> = new Map(
  ([
    ["m2", [["m2 ㎡ 平方米 sqm", 1], ["ha 公顷 hectares", 1e4], ["km2 平方公里 平方千米", 1e6], ["亩", 10_000 / 15]]],
    ["m", [["m 米 metres meters", 1], ["km 公里 千米 kilometres kilometers", 1e3]]],
    ["kg", [["g 克", 1e-3], ["kg 千克 公斤", 1], ["t 吨 噸 tonnes", 1e3]]],
    ["kwh", [["kwh 千瓦时 千瓦時", 1], ["mwh", 1e3], ["gwh", 1e6], ["twh", 1e9]]],
    ["cny", [["元 人民币 人民币元 cny rmb yuan", 1]]],
    ["usd", [["usd us$ 美元", 1]]],
    ["eur", [["eur € euros 欧元", 1]]],
    ["人", [["人 people persons", 1]]],
  ] as const).flatMap(([base, units]) => units.flatMap(([names, power]) => names.split(" ").map((name) => [name, [base, power]] as const))),
);

/** By how much a number in one unit is to be multiplied to be one in another; NaN where they measure different things. */
export function factorBetween(from: string, to: string): number {
  if (from === to) return 1;
  const [a, b] = [measureOf(from), measureOf(to)];
  return a.base === b.base && a.base !== "" ? a.power / b.power : NaN;
}

interface Measure {
  readonly base: string;
  readonly power: number;
}

function measureOf(unit: string): Measure {
  const plain = unit.normalize("NFKC").trim().toLowerCase().replace("^2", "2");
  const known = KNOWN.get(plain);
  if (known) return { base: known[0], power: known[1] };
  const [, cjk, counted, word, things] = BEFORE.exec(plain) ?? [];
  const [, first, last] = AFTER.exec(plain) ?? [];
  const [power, rest] = [cjk ?? word ?? last, counted ?? things ?? first];
  if (power === undefined || rest === undefined) return { base: plain, power: 1 };
  const its = measureOf(rest);
  return { base: its.base, power: its.power * POWERS[power]! };
}
