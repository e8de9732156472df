/** What a painter needs to know: on what it paints, and which part of the world. No browser is needed for any of it. */

/** What is drawn on: a canvas of the page, or a drawing that is to be a file (`paper/svgcontext.ts`). */
export interface Surface extends Pick<
  CanvasRenderingContext2D,
  | "save" | "restore" | "setTransform" | "scale" | "translate" | "rotate"
  | "beginPath" | "moveTo" | "lineTo" | "closePath" | "rect" | "arc" | "arcTo" | "quadraticCurveTo"
  | "fill" | "stroke" | "clip" | "fillRect" | "clearRect" | "setLineDash"
  | "fillText" | "strokeText" | "measureText" | "drawImage"
  | "createLinearGradient" | "createRadialGradient"
  | "fillStyle" | "strokeStyle" | "lineWidth" | "lineCap" | "lineJoin" | "globalAlpha" | "globalCompositeOperation"
  | "font" | "textAlign" | "textBaseline" | "shadowColor" | "shadowBlur" | "shadowOffsetY"
> {
  /** Say what comes next, where a drawing keeps that. */
  part?(name: string): void;
  /** Something of its own kind to draw apart and put on it as one; absent: a canvas. */
  blank?(width: number, height: number): Blank;
  /** Write letters with so many pixels between them, where it can. */
  spacedText?(paint: "strokeText" | "fillText", text: string, x: number, y: number, tracking: number): void;
}

/** What is drawn apart, to be put on a surface by `drawImage`. */
export interface Blank {
  readonly image: CanvasImageSource;
  readonly surface: Surface;
}

/** Positions are spherical-Mercator units of the map's datum. */
export interface Frame {
  readonly context: Surface;
  readonly zoom: number;
  /** Width of the world in pixels. */
  readonly world: number;
  /** World pixel at the canvas's top left. */
  readonly left: number;
  readonly top: number;
  /** Size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** West, north, east, south of the canvas. */
  readonly box: readonly [west: number, north: number, east: number, south: number];
}

/** Something empty of so many device pixels that goes onto a surface. */
export function blankFor(surface: Surface, width: number, height: number): Blank {
  if (surface.blank) return surface.blank(width, height);
  const image = document.createElement("canvas");
  [image.width, image.height] = [width, height];
  const own = image.getContext("2d");
  if (!own) throw new Error("this browser draws no canvas");
  return { image, surface: own };
}
