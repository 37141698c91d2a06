import type { PlainNode } from './map-node';
import { type MeasureText, wrapLabel } from './wrap-label';

/** How the nodes of a level are drawn. */
export interface LevelLook {
  fontSize: number;
  fontWeight: number;
  /** Of the text. */
  mostWidth: number;
  paddingX: number;
  paddingY: number;
}

export interface PlacedNode {
  x: number;
  y: number;
  width: number;
  height: number;
  /** 0 for the root. */
  depth: number;
  lines: string[];
  /** Undefined for the root. */
  parent: PlacedNode | undefined;
}

export interface PlacedMap {
  width: number;
  height: number;
  nodes: PlacedNode[];
}

export const lineHeight = 1.45;
export const levelLook = (depth: number): LevelLook =>
  ({
    0: { fontSize: 17, fontWeight: 600, mostWidth: 220, paddingX: 18, paddingY: 10 },
    1: { fontSize: 14, fontWeight: 600, mostWidth: 240, paddingX: 14, paddingY: 7 },
  })[depth] ?? { fontSize: 13, fontWeight: 400, mostWidth: 300, paddingX: 11, paddingY: 5 };

const gapX = 44;
const gapY = (depth: number): number => (depth <= 1 ? 14 : 8);
const margin = 32;

/** Places a map from left to right: each node in the middle of what hangs on it, which stands in one column. */
export function layOutMap(root: PlainNode, measureAt: (look: LevelLook) => MeasureText): PlacedMap {
  const nodes: PlacedNode[] = [];
  const measures = new Map<number, MeasureText>();
  const measureOf = (depth: number) => {
    const level = Math.min(depth, 2);
    if (!measures.has(level)) measures.set(level, measureAt(levelLook(level)));
    return measures.get(level)!;
  };
  let width = 0;
  /** @returns the height that a node takes with all below it. */
  const place = (node: PlainNode, depth: number, x: number, y: number, parent?: PlacedNode): number => {
    const look = levelLook(depth);
    const measure = measureOf(depth);
    const lines = wrapLabel(node.label, look.mostWidth, measure);
    const placed: PlacedNode = {
      x,
      y,
      width: Math.ceil(Math.max(...lines.map(measure))) + 2 * look.paddingX,
      height: Math.ceil(lines.length * look.fontSize * lineHeight) + 2 * look.paddingY,
      depth,
      lines,
      parent,
    };
    nodes.push(placed);
    width = Math.max(width, x + placed.width);
    const first = nodes.length;
    let below = 0;
    for (const child of node.children) {
      if (below > 0) below += gapY(depth + 1);
      below += place(child, depth + 1, x + placed.width + gapX, y + below, placed);
    }
    const spare = placed.height - below;
    placed.y = y + Math.max(0, -spare / 2);
    // A tall node stands beside few others: they go to its middle.
    if (spare > 0 && below > 0) for (const moved of nodes.slice(first)) moved.y += spare / 2;
    return Math.max(placed.height, below);
  };
  const height = place(root, 0, margin, margin);
  return { width: width + margin, height: height + 2 * margin, nodes };
}
