/** What kind of screen the page is on. */

/** Narrow, or not wide and high enough for a sheet below the map; the style sheets ask the same. */
export const PHONE = "(max-width: 560px), (max-width: 760px) and (min-height: 481px)";
