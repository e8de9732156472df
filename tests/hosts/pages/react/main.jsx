import { useState } from "react";
import { createRoot } from "react-dom/client";
import { Where } from "./where.jsx";

function Page() {
  const [site, setSite] = useState(null);
  return (
    <>
      <Where site={site} onSite={setSite} />
      <output id="heard">{site}</output>
    </>
  );
}

createRoot(document.querySelector("#app")).render(<Page />);
