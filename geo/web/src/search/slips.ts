/** One slip of the finger: a letter too many, too few, another, or two in the wrong order. */

/** A shorter word with a slip may be anything. */
const SHORTEST = { latin: 3, han: 2 };
/** What is shorter is held against whole words alone: too many begin nearly so. */
const BEGINNING = 4;
const HAN = /[\u3400-\u9fff]/;

/** Whether a word looked for is long enough that a slip in it can be told. */
export function canSlip(term: string): boolean {
  return term.length >= (HAN.test(term) ? SHORTEST.han : SHORTEST.latin);
}

/** Whether a name has a word, or of Chinese a part, that is the one looked for but for a slip. */
export function isNearName(name: string, term: string): boolean {
  if (HAN.test(term)) {
    // Two characters are held against names of two: one of them stands in many others.
    if (term.length === SHORTEST.han && (name.length > term.length || name[0] !== term[0])) return false;
    for (let at = 0; at + term.length <= name.length; at++) {
      if (differences(name.slice(at, at + term.length), term) <= 1) return true;
    }
    return false;
  }
  return name.split(/[^\p{L}\p{N}]+/u).some((word) => isNearWord(word, term));
}

/** The same of a name as it is typed, `BaiMaHu`: from the beginning of any syllable on. */
export function isNearTyped(typed: string, term: string): boolean {
  const lower = typed.toLowerCase();
  for (let at = 0; at < typed.length; at++) {
    const isStart = typed[at] !== lower[at];
    if (isStart && term.length >= BEGINNING && isNearBeginning(lower.slice(at), term)) return true;
  }
  return false;
}

/** A word, or the beginning of a longer one: it may not be typed to its end. */
function isNearWord(word: string, term: string): boolean {
  return isNear(word, term) || (term.length >= BEGINNING && isNearBeginning(word, term));
}

/** The first letter of a beginning is seldom the slip, and without it half the words are alike. */
function isNearBeginning(word: string, term: string): boolean {
  return word.length >= term.length - 1 && word[0] === term[0] && [0, -1, 1].some((by) => isNear(word.slice(0, term.length + by), term));
}

function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  if (at === a.length && at === b.length) return true;
  return (
    a.slice(at + 1) === b.slice(at + 1) ||
    a.slice(at + 1) === b.slice(at) ||
    a.slice(at) === b.slice(at + 1) ||
    (a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2))
  );
}

function differences(a: string, b: string): number {
  let count = 0;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) count++;
  return count;
}
