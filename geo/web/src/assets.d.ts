/** Pictures come into the bundle as `data:` addresses. */
declare module "*.png" {
  const address: string;
  export default address;
}

/** Style sheets go into a file of their own. */
declare module "*.css";

/** Licence texts of the packages in the program; `build.mjs` fills it. */
declare module "notices:" {
  const text: string;
  export default text;
}

/** Where the styles of the page's panel begin; `build.mjs` says how it is written. */
declare const PANEL_STYLES: string;

interface Window {
  /** How the parts of the program find each other: `boot.ts` loads, `parts.mjs` writes who shares what. */
  parkmapParts: {
    /** Give the page the styles of its panel; where they are there already, nothing happens. */
    dress(): void;
    /** Run a part that is loaded when it is asked for, after those before it; gives what it exports. */
    load(part: "panel" | "rest"): Promise<unknown>;
    /** What the sites need once they have names: run when it is first called, and there as soon as it is said to be. */
    further(): Record<string, (...given: unknown[]) => unknown>;
    furtherThere(): Promise<void>;
    /** By module, what it exports. */
    readonly by: Record<string, unknown>;
  };
}
