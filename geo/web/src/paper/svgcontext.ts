/**
 * What a scene is drawn on where there is no canvas: a drawing that is written as SVG.
 *
 * It knows what the map's painters use of a canvas and no more. Shadows are left out: paper has none,
 * and a PDF would carry them as pixels.
 */

import type { Blank, Surface } from "../map/frame.ts";
import { PathWriter, short } from "./svgpath.ts";
import { BOLD_FROM } from "./textwidths.ts";

type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
const UNMOVED: Matrix = [1, 0, 0, 1, 0, 0];

/** What `Path2D` is here: its path data. */
export class PathData {
  readonly data: string;

  constructor(data: string) {
    this.data = data;
  }
}

/** What all drawings of one document share. */
export class Definitions {
  readonly #parts: string[] = [];
  #count = 0;

  /** Keep an element under an id of its own; `write` is given the id. */
  add(write: (id: string) => string): string {
    const id = `d${++this.#count}`;
    this.#parts.push(write(id));
    return id;
  }

  get text(): string {
    return this.#parts.join("");
  }
}

/** How texts are measured and marked. */
export interface Lettering {
  readonly measure: (text: string, font: string) => number;
  /** Language of a text, where it is not that of the whole. */
  readonly langOf: (text: string) => string | undefined;
}

class Gradient {
  readonly #attributes: string;
  readonly #tag: string;
  readonly #stops: [offset: number, colour: string][] = [];
  #ids = new Map<boolean, string>();

  constructor(tag: string, attributes: string) {
    this.#tag = tag;
    this.#attributes = attributes;
  }

  addColorStop(offset: number, colour: string): void {
    this.#stops.push([offset, colour]);
  }

  /** @param isMask white in place of every colour: what is opaque stays */
  url(definitions: Definitions, isMask = false): string {
    let id = this.#ids.get(isMask);
    if (id === undefined) {
      const stops = this.#stops.map(([offset, text]) => {
        const { colour, opacity } = opaque(text);
        return `<stop offset="${short(offset, 3)}" stop-color="${isMask ? "#fff" : colour}" stop-opacity="${short(opacity, 3)}"/>`;
      });
      id = definitions.add((its) => `<${this.#tag} id="${its}" gradientUnits="userSpaceOnUse" ${this.#attributes}>${stops.join("")}</${this.#tag}>`);
      this.#ids.set(isMask, id);
    }
    return `url(#${id})`;
  }
}

type Paint = string | CanvasGradient | CanvasPattern;

/** Colour and opacity of `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`; of anything else the whole. */
function opaque(text: string): { readonly colour: string; readonly opacity: number } {
  const digits = /^#(?:[0-9a-f]{4}|[0-9a-f]{8})$/i.test(text) ? text.slice(1) : "";
  if (digits === "") return { colour: text, opacity: 1 };
  const each = digits.length / 4;
  const last = digits.slice(3 * each);
  return { colour: `#${digits.slice(0, 3 * each)}`, opacity: parseInt(each === 1 ? last + last : last, 16) / 255 };
}

/** What XML 1.0 §2.2 does not allow in a document, not even escaped. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function escaped(text: string): string {
  const clean = text.replace(NOT_XML, "").replace(/\s+/g, " ");
  return clean.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

const STATE = [
  "fillStyle", "strokeStyle", "lineWidth", "lineCap", "lineJoin", "globalAlpha", "globalCompositeOperation",
  "font", "textAlign", "textBaseline",
] as const;

/** From the middle of the letters to the line they stand on, in ems. */
const MIDDLE = 0.36;
const ANCHORS: Partial<Record<CanvasTextAlign, string>> = { center: "middle", right: "end", end: "end" };

export class SvgContext implements Surface {
  fillStyle: Paint = "#000";
  strokeStyle: Paint = "#000";
  lineWidth = 1;
  lineCap: CanvasLineCap = "butt";
  lineJoin: CanvasLineJoin = "miter";
  globalAlpha = 1;
  globalCompositeOperation: GlobalCompositeOperation = "source-over";
  font = "10px sans-serif";
  textAlign: CanvasTextAlign = "start";
  textBaseline: CanvasTextBaseline = "alphabetic";
  shadowColor = "";
  shadowBlur = 0;
  shadowOffsetY = 0;

  readonly #definitions: Definitions;
  readonly #lettering: Lettering;
  readonly #prefix: string;
  #out: string[] = [];
  readonly #path = new PathWriter();
  #matrix = UNMOVED;
  #dash: readonly number[] = [];
  #clip = "";
  readonly #saved: (() => void)[] = [];
  #isPart = false;
  /** Rims of letters that their fill may still join, by what is written where. */
  readonly #rims = new Map<string, number>();

  /** @param prefix of the ids of its parts */
  constructor(definitions: Definitions, lettering: Lettering, prefix = "") {
    this.#definitions = definitions;
    this.#lettering = lettering;
    this.#prefix = prefix;
  }

  /** What has been drawn. */
  get text(): string {
    return this.#out.join("") + (this.#isPart ? "</g>" : "");
  }

  part(name: string): void {
    this.#out.push(`${this.#isPart ? "</g>" : ""}<g id="${this.#prefix}${name}">`);
    this.#isPart = true;
  }

  blank(width: number, height: number): Blank {
    const surface = new SvgContext(this.#definitions, this.#lettering);
    return { surface, image: new Sprite(surface, width, height) as unknown as CanvasImageSource };
  }

  save(): void {
    const [matrix, dash, clip] = [this.#matrix, this.#dash, this.#clip];
    const kept = STATE.map((name) => [name, this[name]] as const);
    this.#saved.push(() => {
      [this.#matrix, this.#dash, this.#clip] = [matrix, dash, clip];
      Object.assign(this, Object.fromEntries(kept));
    });
  }

  restore(): void {
    this.#saved.pop()?.();
  }

  setTransform(...matrix: readonly (number | DOMMatrix2DInit | undefined)[]): void {
    this.#matrix = matrix as unknown as Matrix;
  }

  scale(x: number, y: number): void {
    this.#multiply([x, 0, 0, y, 0, 0]);
  }

  translate(x: number, y: number): void {
    this.#multiply([1, 0, 0, 1, x, y]);
  }

  rotate(angle: number): void {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.#multiply([cos, sin, -sin, cos, 0, 0]);
  }

  #multiply([a, b, c, d, e, f]: Matrix): void {
    const [A, B, C, D, E, F] = this.#matrix;
    this.#matrix = [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F];
  }

  beginPath(): void {
    this.#path.clear();
  }

  moveTo(x: number, y: number): void {
    this.#path.moveTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.#path.lineTo(x, y);
  }

  closePath(): void {
    this.#path.close();
  }

  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void {
    this.#path.curveTo(x1, y1, x, y);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path.moveTo(x, y);
    this.#path.lineTo(x + width, y);
    this.#path.lineTo(x + width, y + height);
    this.#path.lineTo(x, y + height);
    this.#path.close();
  }

  arc(x: number, y: number, radius: number, start: number, end: number): void {
    const at = (angle: number): [number, number] => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    if (end - start >= 2 * Math.PI - 1e-6) {
      this.#path.circle(x, y, radius);
      return;
    }
    if (this.#path.isEmpty) this.#path.moveTo(...at(start));
    else this.#path.lineTo(...at(start));
    this.#path.arcTo(radius, end - start > Math.PI, true, ...at(end));
  }

  arcTo(x1: number, y1: number, x2: number, y2: number, radius: number): void {
    const [x0, y0] = this.#path.at;
    const [toX, toY, onX, onY] = [x0 - x1, y0 - y1, x2 - x1, y2 - y1];
    const [before, after] = [Math.hypot(toX, toY), Math.hypot(onX, onY)];
    const half = Math.acos((toX * onX + toY * onY) / (before * after)) / 2;
    const away = radius / Math.tan(half);
    this.#path.lineTo(x1 + (toX / before) * away, y1 + (toY / before) * away);
    this.#path.arcTo(radius, false, toX * onY - toY * onX < 0, x1 + (onX / after) * away, y1 + (onY / after) * away);
  }

  fill(...how: readonly (Path2D | CanvasFillRule | undefined)[]): void {
    const rule = how.includes("evenodd") ? ' fill-rule="evenodd"' : "";
    this.#emit(this.#dataOf(how[0]), `${this.#paint("fill", this.fillStyle)}${rule}`);
  }

  stroke(path?: Path2D): void {
    const dash = this.#dash.length > 0 ? ` stroke-dasharray="${this.#dash.map((step) => short(step)).join(" ")}"` : "";
    const cap = this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`;
    const join = this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`;
    const paint = this.#paint("stroke", this.strokeStyle);
    this.#emit(this.#dataOf(path), ` fill="none"${paint} stroke-width="${short(this.lineWidth, 2)}"${cap}${join}${dash}`);
  }

  clip(...how: readonly (Path2D | CanvasFillRule | undefined)[]): void {
    const rule = how.includes("evenodd") ? ' clip-rule="evenodd"' : "";
    const path = `<path d="${this.#dataOf(how[0])}"${rule}${this.#transform}/>`;
    const id = this.#definitions.add((its) => `<clipPath id="${its}">${path}</clipPath>`);
    this.#clip = ` clip-path="url(#${id})"`;
  }

  clearRect(): void {
    // A drawing is begun anew instead.
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const box = `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;
    if (this.globalCompositeOperation === "destination-in") {
      this.#mask(`<rect ${box} fill="${this.fillStyle instanceof Gradient ? this.fillStyle.url(this.#definitions, true) : "#fff"}"/>`);
      return;
    }
    this.#put(`<rect ${box}${this.#paint("fill", this.fillStyle)}${this.#transform}/>`);
  }

  /** Of all that has been drawn keep what lies in a shape, as far as that is opaque. */
  #mask(shape: string): void {
    const id = this.#definitions.add((its) => `<mask id="${its}" maskUnits="userSpaceOnUse" x="-1e5" y="-1e5" width="2e5" height="2e5">${shape}</mask>`);
    this.#out = [`<g mask="url(#${id})">${this.text}</g>`];
    this.#isPart = false;
    this.#rims.clear();
  }

  setLineDash(dash: Iterable<number>): void {
    this.#dash = [...dash];
  }

  measureText(text: string): TextMetrics {
    return { width: this.#lettering.measure(text, this.font) } as TextMetrics;
  }

  strokeText(text: string, x: number, y: number): void {
    this.spacedText("strokeText", text, x, y, 0);
  }

  fillText(text: string, x: number, y: number): void {
    this.spacedText("fillText", text, x, y, 0);
  }

  /** Letters and their rim are one text, written where the rim was. */
  spacedText(paint: "strokeText" | "fillText", text: string, x: number, y: number, tracking: number): void {
    const where = `${this.#textTag(x, y, tracking)}${this.#transform}`;
    const key = `${where}>${text}`;
    const lang = this.#lettering.langOf(text);
    const write = (look: string): string => `${where}${lang ? ` lang="${lang}"` : ""}${look}>${escaped(text)}</text>`;
    const rim = `${this.#paint("stroke", this.strokeStyle)} stroke-width="${short(this.lineWidth)}" stroke-linejoin="round"`;
    if (paint === "strokeText") {
      this.#rims.set(key, this.#out.length);
      this.#put(write(` fill="none"${rim}`));
      return;
    }
    const place = this.#rims.get(key);
    const fill = this.#paint("fill", this.fillStyle);
    if (place === undefined) this.#put(write(fill));
    else this.#out[place] = write(`${fill}${rim} paint-order="stroke"`);
    this.#rims.delete(key);
  }

  #textTag(x: number, y: number, tracking: number): string {
    const [, slant, weight, pixels] = /^(italic )?(?:(\d+) )?([\d.]+)px/.exec(this.font) ?? [];
    const size = Number(pixels ?? 10);
    const anchor = ANCHORS[this.textAlign];
    return (
      `<text x="${short(x)}" y="${short(y + (this.textBaseline === "middle" ? size * MIDDLE : 0))}" font-size="${short(size, 2)}"` +
      (Number(weight ?? 0) >= BOLD_FROM ? ' font-weight="700"' : "") +
      (slant ? ' font-style="italic"' : "") +
      (anchor ? ` text-anchor="${anchor}"` : "") +
      (tracking > 0 ? ` letter-spacing="${short(tracking, 2)}"` : "")
    );
  }

  createRadialGradient(...[, , , x, y, radius]: [number, number, number, number, number, number]): CanvasGradient {
    return new Gradient("radialGradient", `cx="${short(x)}" cy="${short(y)}" r="${short(radius)}"`);
  }

  createLinearGradient(x1: number, y1: number, x2: number, y2: number): CanvasGradient {
    return new Gradient("linearGradient", `x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}"`);
  }

  drawImage(image: CanvasImageSource, ...[x = 0, y = 0, width = 0]: readonly number[]): void {
    const sprite = image as unknown as Sprite;
    const id = (sprite.id ??= this.#definitions.add((its) => `<g id="${its}">${sprite.surface.text}</g>`));
    // There are as many as signs: nothing is saved that is not changed.
    const matrix = this.#matrix;
    this.translate(x, y);
    this.scale(width / sprite.width, width / sprite.width);
    const opacity = this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha, 3)}"` : "";
    this.#put(`<use href="#${id}"${opacity}${this.#transform}/>`);
    this.#matrix = matrix;
  }

  #paint(which: "fill" | "stroke", style: Paint): string {
    const { colour, opacity } = style instanceof Gradient
      ? { colour: style.url(this.#definitions), opacity: 1 }
      : opaque(style as string);
    const seen = opacity * this.globalAlpha;
    return ` ${which}="${escaped(colour)}"${seen < 1 ? ` ${which}-opacity="${short(seen, 3)}"` : ""}`;
  }

  #dataOf(path: Path2D | CanvasFillRule | undefined): string {
    return typeof path === "object" ? (path as unknown as PathData).data : this.#path.text;
  }

  #emit(data: string, look: string): void {
    if (data !== "") this.#put(`<path d="${data}"${look}${this.#transform}/>`);
  }

  #put(element: string): void {
    this.#out.push(this.#clip === "" ? element : `<g${this.#clip}>${element}</g>`);
  }

  get #transform(): string {
    const [a, b, c, d, e, f] = this.#matrix;
    if (b === 0 && c === 0 && a === d) {
      const moved = e === 0 && f === 0 ? "" : `translate(${short(e, 2)} ${short(f, 2)})`;
      const scaled = Math.abs(a - 1) < 1e-9 ? "" : `scale(${short(a, 4)})`;
      return moved === "" && scaled === "" ? "" : ` transform="${moved}${scaled}"`;
    }
    return ` transform="matrix(${[a, b, c, d].map((value) => short(value, 4)).join(" ")} ${short(e, 2)} ${short(f, 2)})"`;
  }
}

/** Something drawn once and put in many places. */
class Sprite {
  readonly surface: SvgContext;
  readonly width: number;
  readonly height: number;
  id: string | undefined;

  constructor(surface: SvgContext, width: number, height: number) {
    this.surface = surface;
    this.width = width;
    this.height = height;
  }
}
