/**
 * The first script of the page, before its data: says of a browser that cannot run the page, and of a file cut off
 * before its program, what is the matter. Written in what the oldest browsers understand.
 */

function say(cause: string): void {
  var words = document.getElementById("parkmap-" + cause)!;
  words.hidden = false;
  words.className = "pm-failure pm-now";
}

// This script runs: that the map is not there yet is no fault of the host's.
var forbidden = document.getElementById("parkmap-forbidden");
if (forbidden) forbidden.hidden = true;
if (!("DecompressionStream" in window)) say("old-browser");
else {
  document.addEventListener("DOMContentLoaded", function () {
    // Not `parkmap`: so is the element called, and a window knows elements by their ids.
    if (!("parkmapParts" in window)) say("incomplete");
  });
}
