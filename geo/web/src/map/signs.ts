/** Signs of sites and of clusters, drawn on canvas. */

import type { Group, Grouping } from "../data/grouping.ts";
import { luminance, rimOf, standOut } from "./colour.ts";
import { blankFor, type Blank, type Surface } from "./frame.ts";
import { FONTS, SITE_STYLE, symbolOf, type Palette } from "./style.ts";

function isDark({ land, ink }: Palette): boolean {
  return luminance(land) < luminance(ink);
}

/** `weak`: the true place is somewhere around. */
export type Look = "plain" | "weak";

/** Least contrast of lines and letters, and of a filled sign, whose glyph must stay legible on it. */
const { legible: LEGIBLE, seen: SEEN } = SITE_STYLE;
/** That of an outlined sign on a dark ground, where thin lines fade. */
const OUTLINED = SITE_STYLE.outlined;
const BOX = 24;
/** The glyph of a smaller sign could not be read. */
const GLYPH_FROM = 0.6;
/** Room around a sign on its own small canvas, for rim and shadow. */
const ROOM = 6;

export class SignPainter {
  readonly #groups: readonly Group[];
  /** The group of those without a value, or −1. */
  readonly #none: number;
  readonly #sprites = new Map<string, Blank>();
  readonly #colours = new Map<string, string>();
  readonly #rims = new Map<string, string | null>();
  readonly #paths = new Map<string, Path2D>();

  constructor({ groups, none }: Pick<Grouping, "groups" | "none">) {
    this.#groups = groups;
    this.#none = none;
  }

  /** Whether a group has a sign of its own; others are plain discs. */
  hasSign(group: number): boolean {
    return this.#groups[group]?.symbol !== undefined;
  }

  /** Whether what is in a group has no value. */
  isNone(group: number): boolean {
    return group === this.#none;
  }

  /** A group's colour as `#rrggbb`, for lines and letters on the ground of a theme. */
  colour(group: number, colours: Palette, least = LEGIBLE): string {
    const key = `${group} ${colours.land} ${least}`;
    let colour = this.#colours.get(key);
    if (colour === undefined) {
      const its = this.#groups[group];
      const given = its?.[isDark(colours) ? "dark" : "light"] ?? colours.rail;
      // The colours of a ramp are made for both grounds, and mixed with ink they would change their order.
      colour = its?.symbol === undefined ? given : standOut(given, colours.land, colours.ink, least);
      this.#colours.set(key, colour);
    }
    return colour;
  }

  /** What rims a faint colour of a group; null where it is seen as it is. */
  rim(group: number, colours: Palette): string | null {
    const key = `${group} ${colours.land}`;
    let rim = this.#rims.get(key);
    if (rim === undefined) this.#rims.set(key, (rim = rimOf(this.colour(group, colours), colours)));
    return rim;
  }

  /** Draw the ring of what has no value. */
  hollow(context: Surface, x: number, y: number, radius: number, group: number, colours: Palette): void {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = `${colours.paper}66`;
    context.fill();
    context.strokeStyle = this.colour(group, colours);
    context.lineWidth = 1.2;
    context.setLineDash([2.2, 1.8]);
    context.stroke();
    context.setLineDash([]);
  }

  /** Draw a plain disc around a point: hollow where there is no value. */
  dot(
    context: Surface, x: number, y: number, radius: number, group: number, colours: Palette, isAbove = false,
  ): void {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    if (isAbove) {
      context.fillStyle = `${colours.paper}99`;
      context.fill();
      context.strokeStyle = colours.ink;
      context.lineWidth = 1;
      context.stroke();
      return;
    }
    if (this.isNone(group)) {
      this.hollow(context, x, y, radius, group, colours);
      return;
    }
    context.fillStyle = this.colour(group, colours);
    context.fill();
    context.strokeStyle = this.rim(group, colours) ?? colours.paper;
    context.lineWidth = radius > 4 ? 1.3 : 0.8;
    context.stroke();
  }

  /** Draw a group's sign around a point; `scale` 1 is its usual size. */
  draw(
    context: Surface,
    x: number,
    y: number,
    group: number,
    look: Look,
    colours: Palette,
    ratio: number,
    scale = 1,
  ): void {
    // A drawing has no pixels: one sprite serves for all sizes.
    const sprite = this.#sprite(context, group, look, colours, context.blank ? 1 : ratio * scale, scale < GLYPH_FROM);
    const size = (SITE_STYLE.sign + 2 * ROOM) * scale;
    context.drawImage(sprite.image, x - size / 2, y - size / 2, size, size);
  }

  /** The outline of a group's sign, on the current transform: a box of 24 around the origin. */
  outline(group: number): Path2D {
    return this.#path(symbolOf(this.#groups[group]?.symbol ?? "").shape);
  }

  #sprite(on: Surface, group: number, look: Look, colours: Palette, ratio: number, isSmall: boolean): Blank {
    const key = `${group} ${look} ${colours.paper} ${ratio} ${isSmall}`;
    let sprite = this.#sprites.get(key);
    if (!sprite) {
      const size = Math.ceil((SITE_STYLE.sign + 2 * ROOM) * ratio);
      sprite = blankFor(on, size, size);
      const { surface } = sprite;
      surface.scale(ratio, ratio);
      surface.translate(ROOM + SITE_STYLE.sign / 2, ROOM + SITE_STYLE.sign / 2);
      this.#paint(surface, group, look, colours, isSmall);
      this.#sprites.set(key, sprite);
    }
    return sprite;
  }

  #paint(context: Surface, group: number, look: Look, colours: Palette, isSmall: boolean): void {
    const symbol = symbolOf(this.#groups[group]?.symbol ?? "");
    const [shape, glyph] = [this.#path(symbol.shape), this.#path(symbol.path)];
    const isWeak = look === "weak";
    const outlined = isDark(colours) ? OUTLINED : LEGIBLE;
    const colour = this.colour(group, colours, isWeak ? outlined : SEEN);
    const scale = SITE_STYLE.sign / BOX;
    const inBox = (size: number, draw: () => void): void => {
      context.save();
      context.scale(size, size);
      context.translate(-BOX / 2, -BOX / 2);
      draw();
      context.restore();
    };
    context.lineJoin = "round";
    inBox(scale, () => {
      // A thin rim of paper parts the sign from whatever lies below, a faint shadow lifts it.
      context.shadowColor = "rgba(20, 24, 29, 0.28)";
      context.shadowBlur = 3 * SITE_STYLE.outline;
      context.shadowOffsetY = 1;
      context.strokeStyle = colours.paper;
      context.lineWidth = (2 * SITE_STYLE.outline) / scale;
      context.stroke(shape);
      context.shadowColor = "transparent";
      context.fillStyle = isWeak ? colours.paper : colour;
      context.fill(shape);
    });
    if (isWeak) {
      inBox(scale * 0.92, () => {
        context.globalAlpha = 0.14;
        context.fillStyle = colour;
        context.fill(shape);
        context.globalAlpha = 1;
        context.strokeStyle = colour;
        context.lineWidth = 1.6 / scale;
        context.stroke(shape);
      });
    }
    if (isSmall) return;
    inBox(((SITE_STYLE.glyph / BOX) * (isWeak ? 0.95 : 1)), () => {
      context.fillStyle = isWeak ? colour : "#ffffff";
      context.fill(glyph, "evenodd");
    });
  }

  /** A count in a ring that shows how much of each group is in it. */
  cluster(
    context: Surface,
    x: number,
    y: number,
    radius: number,
    text: string,
    mix: readonly (readonly [group: number, share: number])[],
    colours: Palette,
    ratio: number,
  ): void {
    const ring = 3.2;
    const disc = this.#disc(context, radius, colours, ratio);
    const size = 2 * (radius + ROOM);
    context.drawImage(disc.image, x - size / 2, y - size / 2, size, size);
    context.lineWidth = ring;
    context.lineCap = "butt";
    const gap = mix.length > 1 ? 1.4 / radius : 0;
    let start = -Math.PI / 2;
    for (const [group, share] of mix) {
      const end = start + share * 2 * Math.PI;
      context.strokeStyle = this.colour(group, colours);
      context.beginPath();
      context.arc(x, y, radius - 1 - ring / 2, start + gap / 2, Math.max(start + gap / 2, end - gap / 2));
      context.stroke();
      start = end;
    }
    context.fillStyle = colours.ink;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const letters = Math.min(12.5, (radius * 1.9) / Math.max(1.6, text.length * 0.72));
    context.font = `600 ${letters}px ${FONTS}`;
    context.fillText(text, x, y + 0.5);
  }

  /** A paper disc with its shadow; shadows are slow to draw, so each size is drawn once. */
  #disc(on: Surface, radius: number, colours: Palette, ratio: number): Blank {
    const key = `disc ${radius} ${colours.paper} ${ratio}`;
    let disc = this.#sprites.get(key);
    if (!disc) {
      const size = Math.ceil(2 * (radius + ROOM) * ratio);
      disc = blankFor(on, size, size);
      const { surface } = disc;
      surface.scale(ratio, ratio);
      surface.shadowColor = "rgba(20, 24, 29, 0.28)";
      surface.shadowBlur = 4;
      surface.shadowOffsetY = 1;
      surface.fillStyle = colours.paper;
      surface.beginPath();
      surface.arc(radius + ROOM, radius + ROOM, radius, 0, 2 * Math.PI);
      surface.fill();
      this.#sprites.set(key, disc);
    }
    return disc;
  }

  #path(data: string): Path2D {
    let path = this.#paths.get(data);
    if (!path) this.#paths.set(data, (path = new Path2D(data)));
    return path;
  }
}
