import type { MindElixirInstance, Topic } from 'mind-elixir';
import type { MapNode } from '../../../utils/mindmap/map-node';
import { type NodeData, toNodeData } from './node-data';

export const topicOf = (mind: MindElixirInstance, id: string): Topic | undefined =>
  mind.nodes.querySelector<Topic>(`[data-nodeid="me${CSS.escape(id)}"]`) ?? undefined;

const depthOf = (data: NodeData): number => {
  let depth = 0;
  for (let at = data.parent; at; at = at.parent) depth++;
  return depth;
};

/** The sign that folds what hangs on a node. */
function makeFolder(isExpanded: boolean): HTMLElement {
  const folder = document.createElement('me-epd') as HTMLElement & { expanded?: boolean };
  folder.expanded = isExpanded;
  folder.className = isExpanded ? 'minus' : '';
  return folder;
}

/** Draws a node below one that is drawn. */
function draw(mind: MindElixirInstance, data: NodeData, parent: NodeData, above: Topic): void {
  const holder = above.parentElement;
  if (holder.tagName === 'ME-ROOT') {
    mind.nodes.querySelector('me-main.rhs')?.append(mind.createWrapper(data).grp);
    return;
  }
  const isExpanded = parent.expanded !== false;
  if (!holder.querySelector(':scope > me-epd')) holder.append(makeFolder(isExpanded));
  if (!isExpanded) return;
  const { grp } = mind.createWrapper(data);
  const below = holder.parentElement.querySelector(':scope > me-children');
  if (below) below.append(grp);
  else holder.after(mind.createChildren([grp]));
}

interface Growing {
  mind: MindElixirInstance;
  /** All nodes of the canvas, by id. */
  known: Map<string, NodeData>;
  shownDepth: number;
  dress: (topic: Topic) => void;
}

/**
 * Adds to a canvas what a tree has more than it: nodes, and words of a label. What is drawn already stays as it is.
 * @param under the node that hangs below; undefined for the whole map.
 * @returns whether anything was added.
 */
export function growTree(growing: Growing, node: MapNode, under?: NodeData): boolean {
  const { mind, known, shownDepth, dress } = growing;
  let data = known.get(node.id);
  let hasGrown = false;
  if (!data && under) {
    data = toNodeData(node);
    data.parent = under;
    under.children = [...(under.children ?? []), data];
    if (under.children.length === 1 && depthOf(under) >= shownDepth) under.expanded = false;
    known.set(node.id, data);
    const above = topicOf(mind, under.id);
    if (above) {
      draw(mind, data, under, above);
      dress(above);
    }
    hasGrown = true;
  } else if (
    data &&
    (data.topic !== node.label || data.metadata?.citations.length !== node.citations.length)
  ) {
    data.topic = node.label;
    data.metadata = { citations: node.citations, note: node.note };
    const topic = topicOf(mind, node.id);
    if (topic) {
      topic.text.textContent = node.label;
      dress(topic);
    }
    hasGrown = true;
  }
  for (const child of node.children) hasGrown = growTree(growing, child, data) || hasGrown;
  return hasGrown;
}
