/**
 * The first script of the page: makes `window.parkmap`, and starts the program where it comes packed
 * (base64 of gzip in `#parkmap-common` and `#parkmap-program`, and later `#parkmap-panel`, `#parkmap-further` and
 * `#parkmap-rest`).
 * The page's policy knows all of them by their hashes.
 */

import { ParkmapApi } from "./api.ts";
import { blocksOf } from "./data/blocks.ts";
import { inflate } from "./data/inflate.ts";
import { breathe } from "./data/later.ts";
import type { BlockSource } from "./data/load.ts";
import { sayFailure, sayWaiting } from "./failure.ts";
import { PHONE } from "./screen.ts";
import { give, type Sharing, takenBlocks } from "./sharing.ts";

/** Trusted Types as far as they are needed; the language's own declarations lack them. */
interface Policy {
  createScript(text: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScript: (text: string) => string }): Policy;
}

/** A name can be taken once. */
let policy: Policy | undefined;

window.parkmap = new ParkmapApi();

const own = blocksOf(document);
const told = document.getElementById("parkmap-sharing")?.textContent;
const sharing = told ? (JSON.parse(told) as Sharing) : null;
const source: BlockSource = sharing?.role === "takes" ? takenBlocks(sharing.key) : own;

type Functions = ReturnType<Window["parkmapParts"]["further"]>;

/** The styles of the panel, until they are asked for. */
let panelStyles = "";

const loading: { panel?: Promise<unknown>; rest?: Promise<unknown> } = {};
/** The panel comes as soon as the sites are drawn: by then it has been unpacked. */
let panel: Promise<string> | undefined;
/** What is run when it is first called; the text is held until then. */
let further = "";
let furtherThere: Promise<void> | undefined;

window.parkmapParts = {
  dress() {
    if (panelStyles !== "") dress(panelStyles);
    panelStyles = "";
  },
  load: (part) => (loading[part] ??= loaded(part)),
  further() {
    if (further !== "") run(further);
    further = "";
    return window.parkmapParts.by["further"] as Functions;
  },
  furtherThere: () => furtherThere ?? Promise.resolve(),
  by: {},
};

if ((sharing || document.getElementById("parkmap-program")) && "DecompressionStream" in window) {
  const isThere = sharing?.role === "takes" ? sayWaiting() : null;
  void Promise.all([unpack("style"), unpack("common"), unpack("program")]).then(
    async ([style, common, program]) => {
      isThere?.();
      // There each of these takes long enough for a task of its own.
      const isPhone = matchMedia(PHONE).matches;
      const [first = "", later = ""] = style.split(PANEL_STYLES);
      dress(first);
      panelStyles = later;
      if (isPhone) await breathe();
      run(common);
      if (isPhone) await breathe();
      furtherThere = unpack("further").then((text) => void (further = text));
      furtherThere.catch(() => undefined); // so is it
      run(program);
      panel ??= unpack("panel");
      panel.catch(() => undefined); // told by whoever loads it
      // A script that a host's header forbids is passed over without an error.
      if (document.getElementById("parkmap-forbidden")) sayFailure("forbidden");
    },
    (error: unknown) => {
      sayFailure("incomplete");
      throw error;
    },
  );
  if (sharing?.role === "gives") void give(sharing.key, own);
}

/** Each takes what those before it have in common with it. */
async function loaded(part: "panel" | "rest"): Promise<unknown> {
  const before = part === "panel" ? [] : [window.parkmapParts.load("panel"), window.parkmapParts.furtherThere()];
  const [text] = await Promise.all([part === "panel" ? (panel ??= unpack(part)) : unpack(part), ...before]);
  if (part === "rest") window.parkmapParts.further();
  run(text);
  return window.parkmapParts.by[part];
}

async function unpack(name: string): Promise<string> {
  return new TextDecoder().decode(await inflate(await source(name)));
}

/** The page's styles, made by the program that the page's policy knows: they need no hash of their own. */
function dress(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function run(text: string): void {
  try {
    const types = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
    const script = document.createElement("script");
    // A host may ask for it; what the text is, the page's own policy checks by its hash.
    policy ??= types?.createPolicy("parkmap", { createScript: (it) => it });
    script.textContent = policy ? policy.createScript(text) : text;
    document.head.append(script);
    script.remove(); // it has run, and its text is held already
  } catch (error) {
    sayFailure("forbidden");
    throw error;
  }
}
