/** A passage that a node rests on, as the model named it; see parseCitations. */
export interface MapCitation {
  number: number;
  quote: string;
}

/** One node of a mind map, with all below it. */
export interface MapNode {
  /** Stays the same while a map grows and while it is edited. */
  id: string;
  /** Plain text on one line, see toLabel. */
  label: string;
  citations: MapCitation[];
  /** What a file said beside the label; in a map from a file the passages stand here, as text. */
  note: string;
  children: MapNode[];
}

/** A node as files know it: without an identity, and its passages as words. */
export interface PlainNode {
  label: string;
  note: string;
  children: PlainNode[];
}

/** Deeper nodes are hung up here, so that walks need no stack of their own. The outline's words stay as they are. */
export const deepestLevel = 60;

/** A text as a node can carry it: one line, without signs that no file format takes. */
export const toLabel = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .trim();

/** A node and all below it, in the order in which they are read. */
export function* nodesOf<T extends { children: T[] }>(node: T): Generator<T> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}

/** All nodes but the root. */
export const countNodes = <T extends { children: T[] }>(root: T): number => {
  let count = -1;
  for (const _ of nodesOf(root)) count++;
  return count;
};

/** Whether all of it is there, and only that: same nodes, labels and order. */
export function isSameMap(one: MapNode, other: MapNode): boolean {
  const others = nodesOf(other);
  for (const node of nodesOf(one)) {
    const { value } = others.next();
    if (!value || value.id !== node.id || value.label !== node.label) return false;
    if (value.children.length !== node.children.length) return false;
    if (value.citations.length !== node.citations.length) return false;
  }
  return others.next().done === true;
}

/** The nodes from the root to one of them; empty where it is not there. */
export function pathTo(root: MapNode, id: string): MapNode[] {
  if (root.id === id) return [root];
  for (const child of root.children) {
    const path = pathTo(child, id);
    if (path.length > 0) return [root, ...path];
  }
  return [];
}

/** A map as files take it. @param sayCitation a passage as words to take along. */
export const toPlain = (
  { label, note, citations, children }: MapNode,
  sayCitation: (citation: MapCitation) => string,
): PlainNode => ({
  label,
  note: [note, ...citations.map(sayCitation)].filter(Boolean).join('\n'),
  children: children.map((child) => toPlain(child, sayCitation)),
});

/** A map from a file. @param newId gives each node its own. */
export const fromPlain = (plain: PlainNode, newId: () => string): MapNode => ({
  id: newId(),
  label: plain.label,
  note: plain.note,
  citations: [],
  children: plain.children.map((child) => fromPlain(child, newId)),
});
