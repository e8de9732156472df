/** Where something must stand to be seen: in full screen, nothing outside that element is painted. */
export function stage(): Element {
  return document.fullscreenElement ?? document.body;
}
