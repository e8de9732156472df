export interface Notice {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

export function packageOf(path: string): string | null;
export function noticesOf(inputs: Iterable<string>, folder: string): Notice[];
export function noticeText(notices: readonly Notice[]): string;
