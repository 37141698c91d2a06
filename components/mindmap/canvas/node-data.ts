import type { NodeObj } from 'mind-elixir';
import { type MapCitation, type MapNode, toLabel } from '../../../utils/mindmap/map-node';

/** What a node carries that the canvas does not draw itself. */
export interface NodeExtra {
  citations: MapCitation[];
  note: string;
}
export type NodeData = NodeObj<NodeExtra>;

/** A node as the canvas takes it: the label is text, and stays text. */
export const toNodeData = ({ id, label, citations, note }: MapNode): NodeData => ({
  id,
  topic: label,
  metadata: { citations, note },
});

/** A tree as the canvas takes it. @param shownDepth deeper nodes are folded away. */
export function toTreeData(node: MapNode, shownDepth: number): NodeData {
  if (node.children.length === 0) return toNodeData(node);
  const children = node.children.map((child) => toTreeData(child, shownDepth - 1));
  return { ...toNodeData(node), expanded: shownDepth > 0, children };
}

/** The tree as it was edited. */
export const fromNodeData = ({ id, topic, metadata, children = [] }: NodeData): MapNode => ({
  id,
  label: toLabel(topic),
  citations: metadata?.citations ?? [],
  note: metadata?.note ?? '',
  children: (children as NodeData[]).map(fromNodeData),
});

/** All nodes of a tree, by id, in the order in which they are read. */
export function indexOf(root: NodeData): Map<string, NodeData> {
  const found = new Map<string, NodeData>();
  const add = (data: NodeData) => {
    found.set(data.id, data);
    for (const child of data.children ?? []) add(child as NodeData);
  };
  add(root);
  return found;
}

/** Folds away what is deeper below a node, and unfolds what is not. */
export function foldBelow(data: NodeData, depth: number): void {
  data.expanded = depth > 0;
  for (const child of data.children ?? []) foldBelow(child as NodeData, depth - 1);
}

/** Ids of the nodes whose label holds a text, whatever the case and width of its letters. */
export function findNodes(nodes: Iterable<NodeData>, text: string): string[] {
  const fold = (words: string) => words.normalize('NFKC').toLowerCase();
  const wanted = fold(text.trim());
  return wanted ? [...nodes].filter(({ topic }) => fold(topic).includes(wanted)).map(({ id }) => id) : [];
}

/** Whether a node is another one or hangs somewhere below it. */
export function isWithin(node: NodeObj | undefined, other: NodeObj): boolean {
  for (let at = node; at; at = at.parent) if (at === other) return true;
  return false;
}
