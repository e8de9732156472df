/** The map of a printed sheet, for an engine without a browser: `geo/picture/engine.py` runs it. */

import "./paper/bareengine.ts";
import { endTurns } from "./data/later.ts";
import { drawMap, tellMap, type Asked } from "./paper/papermap.ts";

// Nobody looks on meanwhile.
endTurns();
/** Both answer in JSON what they are asked in JSON. */
Object.assign(globalThis, {
  parkmapPicture: async (asked: string) => JSON.stringify(await drawMap(JSON.parse(asked) as Asked)),
  parkmapScene: async (asked: string) => JSON.stringify(await tellMap(JSON.parse(asked) as Asked)),
});
