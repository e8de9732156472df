/** Theme and language on the document itself. */

import type { App } from "../app.ts";
import { htmlLang, inLanguage } from "../i18n.ts";
import type { Theme } from "../store.ts";
import { hostTheme, onHostTheme } from "../ui/hosttheme.ts";

const SYSTEM = "(prefers-color-scheme: dark)";

/** `auto` is what the notebook around has, or the system. */
export function resolvedTheme(theme: Theme): "light" | "dark" {
  if (theme !== "auto") return theme;
  return hostTheme() ?? (matchMedia(SYSTEM).matches ? "dark" : "light");
}

/** Keep `data-theme`, `lang` and the title right. To be called before the map is first painted. */
export function mountTheme({ sites, store, signal }: Pick<App, "sites" | "store" | "signal">): void {
  const page = document.documentElement;
  const showTheme = (): void => {
    const theme = resolvedTheme(store.state.theme);
    page.dataset["theme"] = theme;
    page.style.colorScheme = theme;
  };
  const showLanguage = (): void => {
    page.lang = htmlLang(store.state.lang);
    document.title = inLanguage(sites.head.title, store.state.lang);
  };
  store.listen((change) => {
    if (change.has("theme")) showTheme();
    if (change.has("lang")) showLanguage();
  });
  matchMedia(SYSTEM).addEventListener("change", showTheme, { signal });
  onHostTheme(showTheme, signal);
  showTheme();
  showLanguage();
}
