/** For browsers that cannot run the page: say so. Written in what the oldest of them understand. */

if (!("DecompressionStream" in window)) {
  document.getElementById("parkmap-old-browser")!.hidden = false;
  var forbidden = document.getElementById("parkmap-forbidden");
  if (forbidden) forbidden.parentNode!.removeChild(forbidden);
}
