/**
 * A position in other spellings, as the readers of angles know it: parts without signs or in words, a comma for the
 * decimal point, sides of the world in several languages, what programs put around numbers.
 * The same as `geo/positions/respelled.py`, by the same list.
 */

import shared from "../../../positions/respellings.json" with { type: "json" };

const LONGEST = 200;
const RULES = shared.rules.map(([form = "", written = ""]) => [new RegExp(form, "gi"), written] as const);
const EITHER_SIDE = new RegExp(shared.eitherSide, "gi");
const POINT = new RegExp(shared.point);
const COMMA = new RegExp(shared.comma, "g");
const AROUND = new RegExp(shared.around);

/** The other ways to write what may be a position: two where an O is the east of some and the west of others. */
export function respelled(text: string): string[] {
  if (text.length > LONGEST) return [];
  const trimmed = text.trim();
  const isByComma = !POINT.test(trimmed) && trimmed.match(COMMA)?.length === 2;
  const plain = isByComma ? trimmed.replace(/(\d),(?=\d)/g, "$1.") : trimmed;
  const sides = plain.search(EITHER_SIDE) < 0 ? [plain] : ["E", "W"].map((side) => plain.replace(EITHER_SIDE, `$1${side}`));
  return sides.map((side) => RULES.reduce((before, [form, written]) => before.replace(form, written), side));
}

/** The pair of fine decimals that words without digits stand around; none else. */
export function withinWords(text: string): string | null {
  const found = text.length > LONGEST ? null : AROUND.exec(text);
  return found && `${found[1]}, ${found[2]}`;
}
