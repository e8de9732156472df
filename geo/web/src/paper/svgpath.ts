/** Path data of an SVG: relative steps of a tenth of a pixel, as short as they can be said. */

/** So many parts of a pixel are told apart. */
const PARTS = 10;

/** A number as SVG reads it, without a needless zero. */
export function short(value: number, decimals = 1): string {
  const power = 10 ** decimals;
  return part(Math.round(value * power), power);
}

function part(whole: number, parts: number): string {
  if (whole === 0) return "0";
  const text = String(whole / parts);
  return text.startsWith("0.") ? text.slice(1) : text.startsWith("-0.") ? `-${text.slice(2)}` : text;
}

export class PathWriter {
  #text = "";
  /** Where the pen is, and where the subpath began, in parts of a pixel. */
  #x = 0;
  #y = 0;
  #startX = 0;
  #startY = 0;
  /** Where the pen stands before it has drawn anything; nothing is written until it does. */
  #isLifted = true;
  #isLine = false;

  get text(): string {
    return this.#text;
  }

  /** Where the pen is. */
  get at(): readonly [x: number, y: number] {
    return [this.#x / PARTS, this.#y / PARTS];
  }

  get isEmpty(): boolean {
    return this.#text === "" && this.#isLifted;
  }

  clear(): void {
    this.#text = "";
    this.#isLifted = true;
  }

  moveTo(x: number, y: number): void {
    this.#x = this.#startX = Math.round(x * PARTS);
    this.#y = this.#startY = Math.round(y * PARTS);
    this.#isLifted = true;
  }

  lineTo(x: number, y: number): void {
    const [toX, toY] = [Math.round(x * PARTS), Math.round(y * PARTS)];
    const [right, down] = [toX - this.#x, toY - this.#y];
    if (right === 0 && down === 0) return;
    this.#begin();
    if (!this.#isLine) this.#text += "l";
    // A minus sign parts numbers as well as a space does.
    this.#text += `${this.#isLine && right >= 0 ? " " : ""}${part(right, PARTS)}${down < 0 ? "" : " "}${part(down, PARTS)}`;
    this.#isLine = true;
    [this.#x, this.#y] = [toX, toY];
  }

  curveTo(x1: number, y1: number, x: number, y: number): void {
    this.#begin();
    this.#text += `Q${short(x1)} ${short(y1)} ${short(x)} ${short(y)}`;
    this.#end(x, y);
  }

  arcTo(radius: number, isLarge: boolean, isClockwise: boolean, x: number, y: number): void {
    this.#begin();
    this.#text += `A${short(radius)} ${short(radius)} 0 ${isLarge ? 1 : 0} ${isClockwise ? 1 : 0} ${short(x)} ${short(y)}`;
    this.#end(x, y);
  }

  /** A whole circle; its halves end where they begin, whatever is rounded. */
  circle(x: number, y: number, radius: number): void {
    const r = Math.round(radius * PARTS);
    this.moveTo(x + r / PARTS, y);
    this.#begin();
    const half = `a${part(r, PARTS)} ${part(r, PARTS)} 0 1 1 `;
    this.#text += `${half}${part(-2 * r, PARTS)} 0${half}${part(2 * r, PARTS)} 0z`;
    this.#isLifted = true;
  }

  close(): void {
    if (this.#isLifted) return;
    this.#text += "z";
    [this.#x, this.#y] = [this.#startX, this.#startY];
    this.#isLifted = true;
  }

  #begin(): void {
    if (!this.#isLifted) return;
    this.#text += `M${part(this.#x, PARTS)} ${part(this.#y, PARTS)}`;
    this.#isLifted = this.#isLine = false;
  }

  #end(x: number, y: number): void {
    this.#isLine = false;
    [this.#x, this.#y] = [Math.round(x * PARTS), Math.round(y * PARTS)];
  }
}
