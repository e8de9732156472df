/** What a reader does not need before doing something: a part of the program that is loaded after the first picture. */

export { markPlace } from "./map/placemark.ts";
export { tilesOf } from "./map/tiles.ts";
export { mountTools } from "./map/tools.ts";
export { mountWindows } from "./panel/windows.ts";
export { readPositions } from "./suggest/coordinates.ts";
export { nearest, shortPlusCode } from "./suggest/gridcodes.ts";
export { suggestSite } from "./suggest/suggest.ts";
export { qrCode } from "./ui/qr.ts";
