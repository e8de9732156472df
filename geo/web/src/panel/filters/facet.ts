import type { Filter } from "../../data/fieldfilters.ts";

/** What one field is filtered by: a part of the page that shows its filter and what it would leave. */
export interface Facet {
  readonly element: HTMLElement;
  /** Of the filters it shows. */
  readonly kind: Filter["kind"];
  /** Words in the current language. */
  write(): void;
  /**
   * Show a filter, and how many sites it chooses from.
   *
   * @param mask 1 for each site that passes everything but this filter
   */
  show(filter: Filter | null, mask: Uint8Array): void;
}
