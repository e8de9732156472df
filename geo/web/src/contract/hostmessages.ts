/** What a map and the page around it say to each other: as hosts are told, in one text. */

export type * from "../../../../maps/park-map.js";
