/** A matrix as PDF has it: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

/** A letter (or ligature) where it stands on the page; points, origin at the top left, y down. */
export interface Glyph {
  text: string;
  /** Where it begins on its baseline. */
  x: number;
  y: number;
  /** Its advance, along its own direction. */
  width: number;
  /** Size of its font as it is shown. */
  size: number;
  /** Direction in which the text runs: degrees clockwise from left to right, whole. */
  turn: number;
  isBold: boolean;
  /** Fill colour `#rrggbb`; undefined where it is a pattern. */
  color: string | undefined;
  /** What covered the page there before the letter was drawn: see PageArea. */
  ground: string | undefined;
  /** Drawn without ink: rendering mode 3, no opacity, or on a layer that is switched off. */
  isInkless: boolean;
  /** On a layer that is switched off. */
  isOff: boolean;
}

/** A part of the page that was painted over. */
export interface PageArea {
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** `#rrggbb`; undefined for pictures and patterns. */
  color: string | undefined;
  isPicture: boolean;
}

/** What stands on a page, in the order in which it was drawn. */
export interface PageMarks {
  width: number;
  height: number;
  glyphs: Glyph[];
  pictures: PageArea[];
  /** It makes room for something and nothing is drawn at all: a picture that could not be opened. */
  hasMissing: boolean;
}

export const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];

/** The smallest upright rectangle around a rectangle that was turned. */
export function toArea(
  m: Matrix,
  [x0, y0, x1, y1]: readonly number[],
): Omit<PageArea, 'color' | 'isPicture'> {
  const corners = [
    [x0!, y0!],
    [x1!, y0!],
    [x0!, y1!],
    [x1!, y1!],
  ].map(([x, y]) => [m[0] * x! + m[2] * y! + m[4], m[1] * x! + m[3] * y! + m[5]] as const);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}
