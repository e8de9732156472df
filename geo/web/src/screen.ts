/** What kind of screen the page is on. */

/** Narrow, or not wide and high enough for a sheet below the map; the style sheets ask the same. */
export const PHONE = "(max-width: 560px), (max-width: 760px) and (min-height: 481px)";

/** Where there is no room for three columns, the card takes the panel's place; the style sheets ask the same. */
export const CARD_IN_PANEL = "(max-width: 1080px)";
