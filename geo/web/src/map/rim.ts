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
const LEAST = { width: 300, height: 260 };
/** Between two notes. */
const GAP = 6;

interface Placed {
  readonly at: Point;
  readonly width: number;
  readonly height: number;
}

/** Left top corner of each note; null for one there is no place for. */
export function placeNotes(notes: readonly RimNote[], room: Room): (Point | null)[] {
  const isSmall = room.right - room.left < LEAST.width || room.bottom - room.top < LEAST.height;
  const placed: Placed[] = [];
  return notes.map((note) => {
    const at = isSmall ? null : placeOf(note, room, placed);
    if (at) placed.push({ at, width: note.width, height: note.height });
    return at;
  });
}

function placeOf(note: RimNote, room: Room, placed: readonly Placed[]): Point | null {
  const { width, height } = note;
  const lowest = room.bottom - height;
  if (lowest < room.top || room.right - room.left < width) return null;
  const [x, y] = crossing(note, room);
  const isFree = (top: number): boolean =>
    placed.every(
      (one) =>
        x >= one.at[0] + one.width + GAP ||
        one.at[0] >= x + width + GAP ||
        top >= one.at[1] + one.height + GAP ||
        one.at[1] >= top + height + GAP,
    );
  // Beside the others if need be, as near as there is room.
  const tops = [y, ...placed.flatMap((one) => [one.at[1] + one.height + GAP, one.at[1] - height - GAP])];
  const [nearest] = tops
    .filter((top) => top >= room.top && top <= lowest && isFree(top))
    .sort((a, b) => Math.abs(a - y) - Math.abs(b - y));
  return nearest === undefined ? null : [x, nearest];
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
