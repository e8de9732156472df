/** The second bundle of `parkmap serve`: live preview, and with `--edit` editing on the map. */

import "../style/edit.css";
import type { Live } from "./client.ts";
import { mountEditing } from "./editing.ts";
import { mountLive } from "./live.ts";

const text = document.getElementById("parkmap-live")?.textContent;
if (text) {
  const live = JSON.parse(text) as Live;
  mountLive(live);
  const token = live.token;
  if (live.edit && token) {
    void window.parkmap.ready.then(() => mountEditing(token, live.categories ?? []));
  }
}
