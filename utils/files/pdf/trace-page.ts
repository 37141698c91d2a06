import { type Glyph, type Matrix, multiply, type PageArea, type PageMarks, toArea } from './page-marks';

/** A page's drawing operators, as pdf.js lists them. */
export interface OperatorList {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}

/** What is needed of a font to place its letters. */
export interface TraceFont {
  fontMatrix?: readonly number[] | undefined;
  bbox?: readonly number[] | undefined;
  vertical?: boolean;
  bold?: boolean;
  black?: boolean;
  isType3Font?: boolean;
}

export interface TraceOptions {
  /** From the page's own space to points with y down. */
  view: Matrix;
  width: number;
  height: number;
  /** Numbers of pdf.js's operators by name. */
  ops: Readonly<Record<string, number>>;
  fontOf(name: string): TraceFont | undefined;
  /** Whether a layer is shown. */
  isShown(layer: unknown): boolean;
}

interface State {
  ctm: Matrix;
  font: TraceFont | undefined;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
  mode: number;
  color: string | undefined;
  alpha: number;
}

const unit: Matrix = [1, 0, 0, 1, 0, 0];
const fresh = (ctm: Matrix): State => ({
  ctm,
  font: undefined,
  size: 0,
  charSpacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
  mode: 0,
  color: '#000000',
  alpha: 1,
});

interface ShownGlyph {
  unicode: string;
  width: number;
  vmetric?: readonly number[];
  isSpace: boolean;
}

const invisibleMode = 3;
/** Pictures are one by one, and are set to their size in points by a matrix; other matrices leave sizes about as they are. */
const makesRoom = ([a, b, c, d]: Matrix): boolean => Math.abs(a * d - b * c) > leastRoom;
const leastRoom = 400;
/** Numbers in pdf.js's path of a box: a move, three or four lines, a close. */
const boxPathLength = 16;
/** Turned by less than this, a line is one that was scanned or set askew (degrees). */
const straightDegrees = 3;

/**
 * Follows a page's drawing operators and gives its letters with where and how they are shown. As pdf.js draws them (canvas.js,
 * `showText`), without drawing: its own text extraction tells neither colours nor invisible text. Pure.
 */
export function tracePage({ fnArray, argsArray }: OperatorList, options: TraceOptions): PageMarks {
  const { ops, view, fontOf, isShown } = options;
  const glyphs: Glyph[] = [];
  const areas: PageArea[] = [];
  let state = fresh(view);
  const saved: State[] = [];
  let textMatrix: Matrix = unit;
  let [x, y, lineX, lineY] = [0, 0, 0, 0];
  const layers: boolean[] = [];
  let isOff = false;

  const save = () => void saved.push({ ...state });
  const restore = () => {
    state = saved.pop() ?? state;
  };
  const transform = (matrix: unknown) => {
    if (matrix) state.ctm = multiply(state.ctm, Array.from(matrix as ArrayLike<number>) as unknown as Matrix);
  };
  const moveText = (dx: number, dy: number) => {
    x = lineX += dx;
    y = lineY += dy;
  };
  const cover = (box: ArrayLike<number>, color: string | undefined, isPicture: boolean) => {
    if (!isOff && state.alpha > 0.5) areas.push({ ...toArea(state.ctm, Array.from(box)), color, isPicture });
  };
  const groundAt = (atX: number, atY: number): string | undefined => {
    for (let index = areas.length - 1; index >= 0; index--) {
      const { left, right, top, bottom, color } = areas[index]!;
      if (atX >= left && atX <= right && atY >= top && atY <= bottom) return color;
    }
    return '#ffffff';
  };

  function showText(shown: readonly (ShownGlyph | number)[]): void {
    const { font, size, charSpacing, wordSpacing, scale, rise, mode, color, alpha, ctm } = state;
    const [fontScale = 0.001, , , fontHeight = 0.001] = font?.fontMatrix ?? [];
    const isVertical = font?.vertical ?? false;
    const place = multiply(ctm, textMatrix);
    // Letters of drawn fonts have a size of their own; where the font does not tell it, its matrix does.
    const [, low = 0, , high = 0] = font?.bbox ?? [];
    const em = font?.isType3Font
      ? Math.abs(((high - low) / 1.2 || 0.75 / Math.abs(fontHeight)) * fontHeight)
      : 1;
    const shownSize = Math.abs(size) * em * Math.hypot(place[2], place[3]);
    const isInkless = isOff || mode === invisibleMode || alpha === 0;
    let ground: string | undefined;
    let isFirst = true;
    for (const glyph of shown) {
      if (typeof glyph === 'number') {
        const shift = (glyph * size) / 1000;
        if (isVertical) y -= shift;
        else x -= shift * scale;
        continue;
      }
      const spacing = (glyph.isSpace ? wordSpacing : 0) + charSpacing;
      const across = isVertical ? 0 : (glyph.width * size * fontScale + spacing) * scale;
      const along = isVertical ? (glyph.vmetric?.[0] ?? -1000) * size * fontScale - spacing : 0;
      const from = multiply(place, [1, 0, 0, 1, x, y + rise]);
      const [dx, dy] = [place[0] * across + place[2] * along, place[1] * across + place[3] * along];
      const angle =
        (Math.atan2(isVertical || across ? dy : place[1], isVertical || across ? dx : place[0]) * 180) /
        Math.PI;
      const quarter = Math.round(angle / 90) * 90;
      const turn = Math.abs(angle - quarter) < straightDegrees ? quarter : Math.round(angle);
      if (isFirst) ground = groundAt(from[4] + dx / 2, from[5] + dy / 2 - shownSize * 0.3);
      isFirst = false;
      glyphs.push({
        text: glyph.unicode,
        x: from[4],
        y: from[5],
        width: Math.hypot(dx, dy),
        size: shownSize,
        turn: (turn + 360) % 360,
        isBold: Boolean(font?.bold || font?.black),
        color,
        ground,
        isInkless,
        isOff,
      });
      x += across;
      y += along;
    }
  }

  const pictureOps = new Set(
    ['paintImageXObject', 'paintInlineImageXObject', 'paintImageMaskXObject', 'paintSolidColorImageMask'].map(
      (name) => ops[name],
    ),
  );
  const fillOps = new Set(
    ['fill', 'eoFill', 'fillStroke', 'eoFillStroke', 'closeFillStroke', 'closeEOFillStroke'].map(
      (name) => ops[name],
    ),
  );
  fnArray.forEach((op, index) => {
    // biome-ignore lint/suspicious/noExplicitAny: operators take arguments of many kinds, told by their number.
    const args = (argsArray[index] ?? []) as any[];
    switch (op) {
      case ops.save:
      case ops.beginGroup:
        save();
        break;
      case ops.restore:
      case ops.endGroup:
      case ops.paintFormXObjectEnd:
        restore();
        break;
      case ops.transform:
        transform(args);
        break;
      case ops.paintFormXObjectBegin:
        save();
        transform(args[0]);
        break;
      case ops.beginAnnotation:
        saved.length = 0;
        state = fresh(view);
        save();
        transform(args[2]);
        transform(args[3]);
        break;
      case ops.beginMarkedContent:
      case ops.beginMarkedContentProps:
        layers.push(args[0] !== 'OC' || isShown(args[1]));
        isOff = layers.includes(false);
        break;
      case ops.endMarkedContent:
        layers.pop();
        isOff = layers.includes(false);
        break;
      case ops.setGState:
        for (const [key, value] of args[0] as [string, unknown][]) {
          if (key === 'ca') state.alpha = value as number;
          if (key === 'Font')
            [state.font, state.size] = [fontOf((value as [string])[0]), (value as number[])[1]!];
        }
        break;
      case ops.setFillRGBColor:
        state.color = String(args[0]);
        break;
      case ops.setFillColorN:
      case ops.setFillTransparent:
      case ops.shadingFill:
        if (op !== ops.shadingFill) state.color = undefined;
        break;
      case ops.beginText:
        textMatrix = unit;
        [x, y, lineX, lineY] = [0, 0, 0, 0];
        break;
      case ops.setFont:
        [state.font, state.size] = [fontOf(args[0]), args[1]];
        break;
      case ops.setCharSpacing:
        state.charSpacing = args[0];
        break;
      case ops.setWordSpacing:
        state.wordSpacing = args[0];
        break;
      case ops.setHScale:
        state.scale = args[0] / 100;
        break;
      case ops.setLeading:
        state.leading = -args[0];
        break;
      case ops.setTextRise:
        state.rise = args[0];
        break;
      case ops.setTextRenderingMode:
        state.mode = args[0];
        break;
      case ops.moveText:
        moveText(args[0], args[1]);
        break;
      case ops.setLeadingMoveText:
        state.leading = args[1];
        moveText(args[0], args[1]);
        break;
      case ops.setTextMatrix:
        textMatrix = Array.from(args[0] as ArrayLike<number>) as unknown as Matrix;
        [x, y, lineX, lineY] = [0, 0, 0, 0];
        break;
      case ops.nextLine:
        moveText(0, state.leading);
        break;
      case ops.showText:
        showText(args[0]);
        break;
      case ops.constructPath:
        // Of another shape than a box, its corners are not covered: what lies below is not known then.
        if (fillOps.has(args[0]) && args[2])
          cover(args[2], (args[1]?.[0]?.length ?? 0) <= boxPathLength ? state.color : undefined, false);
        break;
      case ops.paintImageMaskXObjectGroup:
      case ops.paintInlineImageXObjectGroup:
        for (const part of (op === ops.paintImageMaskXObjectGroup ? args[0] : args[1]) as {
          transform?: Matrix;
        }[]) {
          save();
          transform(part.transform);
          cover([0, 0, 1, 1], undefined, true);
          restore();
        }
        break;
      default:
        if (pictureOps.has(op)) cover([0, 0, 1, 1], undefined, true);
    }
  });
  const { width, height } = options;
  const draws =
    glyphs.length + areas.length > 0 ||
    fnArray.some((op) => op === ops.constructPath || op === ops.shadingFill);
  const hasMissing =
    !draws && fnArray.some((op, index) => op === ops.transform && makesRoom(argsArray[index] as Matrix));
  return { width, height, glyphs, pictures: areas.filter(({ isPicture }) => isPicture), hasMissing };
}
