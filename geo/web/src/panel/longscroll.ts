/**
 * Scrolling through more than an element may be high: browsers end at 18 to 33 million pixels, a
 * million rows are 52. What is scrolled through stays as high as it is; the scroll bar's way is
 * shorter. Small steps move by as many pixels as the bar; a pull at the bar goes to its share.
 */

/** Heights up to here are taken as they are. */
const MOST = 8_000_000;
/** A step of more screens than this is a pull at the bar, or a jump. */
const JUMP_SCREENS = 3;
/** So many screens from an end, steps grow so that both ends are reached together. */
const END_SCREENS = 6;

/** After so many milliseconds without a step nobody scrolls. */
const STILL = 180;

/** What of an element is needed. */
export interface Scrolled {
  scrollTop: number;
  readonly clientHeight: number;
}

export class LongScroll {
  readonly #element: Scrolled;
  #whole = 0;
  #top = 0;
  #bar = 0;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(element: Scrolled) {
    this.#element = element;
  }

  /** First pixel in view, of all there is. */
  get top(): number {
    return this.#top;
  }

  /** The element's own `scrollTop` that goes with it. */
  get bar(): number {
    return this.#bar;
  }

  /** How high the element's contents are to be. */
  get height(): number {
    return Math.min(this.#whole, MOST);
  }

  set whole(pixels: number) {
    this.#whole = pixels;
  }

  /** Take in where the element has been scrolled to. */
  follow(): void {
    const bar = this.#element.scrollTop;
    const by = bar - this.#bar;
    if (by !== 0 || !this.#isShortened) this.#top = this.#after(bar, by);
    this.#bar = bar;
  }

  /** Go to a pixel. */
  goTo(top: number): void {
    this.#top = Math.max(0, Math.min(top, this.#farthest));
    this.#element.scrollTop = this.#barFor(this.#top);
    this.#bar = this.#element.scrollTop;
  }

  /** After small steps the bar stands a little off its share: put it there, now that nobody scrolls. */
  settle(): boolean {
    if (!this.#isShortened || Math.abs(this.#barFor(this.#top) - this.#bar) < 1) return false;
    this.goTo(this.#top);
    return true;
  }

  /** Settle once nobody scrolls; tells where that has moved the bar. */
  settleSoon(moved: () => void): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      if (this.settle()) moved();
    }, STILL);
  }

  get #isShortened(): boolean {
    return this.#whole > MOST;
  }

  get #farthest(): number {
    return Math.max(0, this.#whole - this.#element.clientHeight);
  }

  get #farthestBar(): number {
    return Math.max(1, this.height - this.#element.clientHeight);
  }

  #barFor(top: number): number {
    return this.#isShortened ? (top / this.#farthest) * this.#farthestBar : top;
  }

  #after(bar: number, by: number): number {
    if (!this.#isShortened) return bar;
    const { clientHeight } = this.#element;
    const share = (bar / this.#farthestBar) * this.#farthest;
    if (Math.abs(by) > JUMP_SCREENS * clientHeight) return share;
    const left = by < 0 ? this.#bar : this.#farthestBar - this.#bar;
    const ahead = by < 0 ? this.#top : this.#farthest - this.#top;
    if (left <= Math.abs(by)) return by < 0 ? 0 : this.#farthest;
    const factor = left < END_SCREENS * clientHeight ? ahead / left : 1;
    return Math.max(0, Math.min(this.#farthest, this.#top + by * factor));
  }
}
