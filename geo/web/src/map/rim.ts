/** Where notes at the rim of the map stand: towards what they lead to, and clear of each other. */

type Point = readonly [x: number, y: number];

export interface RimNote {
  readonly width: number;
  readonly height: number;
  /** What it leads to, in the room's pixels; usually far outside. */
  readonly target: Point;
}

/** What notes may cover, in pixels. */
export interface Room {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Notes in less room than this would hide what there is to see. */
const LEAST = { width: 300, height: 260, area: 120_000 };
/** How far along the rim a note steps aside, at most and at a time. */
const ASIDE = { most: 160, step: 8 };
/** Between two notes. */
const GAP = 6;

/** What is in the way. */
interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/**
 * Left top corner of each note; null for one there is no place for.
 *
 * @param signs what notes had better not cover
 * @param taken what they must not cover
 * @param isEmpty whether there is nothing to see that notes could hide, however little room there is
 */
export function placeNotes(
  notes: readonly RimNote[], room: Room, signs: readonly Box[] = [], isEmpty = false, taken: readonly Box[] = [],
): (Point | null)[] {
  const [across, down] = [room.right - room.left, room.bottom - room.top];
  const isSmall = !isEmpty && (across < LEAST.width || down < LEAST.height || across * down < LEAST.area);
  const placed: Box[] = [...taken];
  return notes.map((note) => {
    const at = isSmall ? null : placeOf(note, room, placed, signs);
    if (at) placed.push(boxAt(at, note, 0));
    return at;
  });
}

function placeOf(note: RimNote, room: Room, placed: readonly Box[], signs: readonly Box[]): Point | null {
  const [right, lowest] = [room.right - note.width, room.bottom - note.height];
  if (lowest < room.top || right < room.left) return null;
  const [x, y] = crossing(note, room);
  const isAtSide = x === room.left || x === right;
  const isAtEnd = y === room.top || y === lowest;
  const aside = Array.from({ length: ASIDE.most / ASIDE.step }, (_, n) => (n + 1) * ASIDE.step).flatMap((by) => [by, -by]);
  const places: Point[] = [
    [x, y],
    // Beside the others if need be, as near as there is room.
    ...placed.flatMap(({ minY, maxY }): Point[] => [[x, maxY + GAP], [x, minY - note.height - GAP]]),
    ...(isAtEnd ? aside.map((by): Point => [x + by, y]) : []),
    ...(isAtSide ? aside.map((by): Point => [x, y + by]) : []),
  ];
  const free = places
    .filter((at) => at[0] >= room.left && at[0] <= right && at[1] >= room.top && at[1] <= lowest)
    .filter((at) => placed.every((box) => !overlaps(boxAt(at, note, GAP), box)))
    .map((at) => ({ at, away: Math.hypot(at[0] - x, at[1] - y) }))
    .sort((a, b) => a.away - b.away);
  const clear = free.find(({ at }) => signs.every((box) => !overlaps(boxAt(at, note, 0), box)));
  return (clear ?? free[0])?.at ?? null;
}

function boxAt([x, y]: Point, { width, height }: RimNote, around: number): Box {
  return { minX: x - around, minY: y - around, maxX: x + width + around, maxY: y + height + around };
}

function overlaps(a: Box, b: Box): boolean {
  return a.minX < b.maxX && b.minX < a.maxX && a.minY < b.maxY && b.minY < a.maxY;
}

/** Where the way from the room's middle to the target meets the rim. */
function crossing({ width, height, target }: RimNote, room: Room): Point {
  const half: Point = [(room.right - room.left - width) / 2, (room.bottom - room.top - height) / 2];
  const middle: Point = [room.left + half[0], room.top + half[1]];
  const way: Point = [target[0] - width / 2 - middle[0], target[1] - height / 2 - middle[1]];
  // Where there is hardly room beside a note, it stands at the top or the foot.
  const isNarrow = room.right - room.left < 3 * width;
  const across = isNarrow || way[0] === 0 ? Infinity : half[0] / Math.abs(way[0]);
  const down = way[1] === 0 ? Infinity : half[1] / Math.abs(way[1]);
  const part = Math.min(1, across, down);
  const within = (offset: number, limit: number): number => Math.max(-limit, Math.min(limit, offset));
  return [
    Math.round(middle[0] + within(way[0] * part, half[0])),
    Math.round(middle[1] + within(way[1] * part, half[1])),
  ];
}
