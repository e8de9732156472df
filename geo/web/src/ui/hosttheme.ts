/** Which palette the page around has: a map in a notebook looks like the notebook. */

/** What notebooks write on the body of their page: JupyterLab, VS Code, marimo. */
function themeOf({ body, documentElement }: Document): "light" | "dark" | null {
  const { jpThemeLight, vscodeThemeKind } = body.dataset;
  if (jpThemeLight !== undefined) return jpThemeLight === "true" ? "light" : "dark";
  if (vscodeThemeKind !== undefined) return vscodeThemeKind.includes("dark") ? "dark" : "light";
  for (const { classList } of [body, documentElement]) {
    if (classList.contains("dark") || classList.contains("dark-theme")) return "dark";
    if (classList.contains("light") || classList.contains("light-theme")) return "light";
  }
  return null;
}

/** The document a page without an address of its own stands in, where it may be looked at. */
function host(): Document | null {
  try {
    return document.URL === "about:srcdoc" ? (window.frameElement?.ownerDocument ?? null) : null;
  } catch {
    return null; // of another origin
  }
}

/** The theme of the page around; null where it has none or may not be asked. */
export function hostTheme(): "light" | "dark" | null {
  const around = host();
  return around && themeOf(around);
}

/** Calls back when the page around may have changed its theme. */
export function onHostTheme(changed: () => void, signal: AbortSignal): void {
  const around = host();
  if (!around) return;
  const watch = new MutationObserver(changed);
  for (const element of [around.body, around.documentElement]) {
    watch.observe(element, { attributeFilter: ["class", "data-jp-theme-light", "data-vscode-theme-kind"] });
  }
  signal.addEventListener("abort", () => watch.disconnect());
}
