import type { MindElixirInstance, Topic } from 'mind-elixir';

interface Box {
  left: number;
  right: number;
  middle: number;
}

const curve = (from: Box, to: Box): string => {
  const half = (from.right + to.left) / 2;
  return `M${from.right} ${from.middle}C${half} ${from.middle} ${half} ${to.middle} ${to.left} ${to.middle}`;
};

const round = (value: number): number => Math.round(value * 10) / 10;

const waiting = new WeakSet<MindElixirInstance>();

/**
 * Draws all lines of a map as one path before the page is painted next, once for all that changes until then. The canvas's own way reads
 * a place and draws a line by turns, which lays the page out anew for each node.
 */
export function drawLines(mind: MindElixirInstance): void {
  if (waiting.has(mind)) return;
  waiting.add(mind);
  requestAnimationFrame(() => {
    waiting.delete(mind);
    // The map may be gone by then.
    if (mind.nodes?.isConnected) drawNow(mind);
  });
}

function drawNow({ nodes, lines }: MindElixirInstance): void {
  const map = nodes.getBoundingClientRect();
  // As it is drawn this moment: the map may be on its way to another scale.
  const scale = map.width / nodes.offsetWidth || 1;
  const boxes = new Map<unknown, Box>();
  const topics = [...nodes.getElementsByTagName('me-tpc')] as Topic[];
  for (const topic of topics) {
    const { left, right, top, bottom } = topic.getBoundingClientRect();
    boxes.set(topic.nodeObj, {
      left: round((left - map.left) / scale),
      right: round((right - map.left) / scale),
      middle: round(((top + bottom) / 2 - map.top) / scale),
    });
  }
  let path = '';
  for (const { nodeObj } of topics) {
    const from = boxes.get(nodeObj.parent);
    if (from) path += curve(from, boxes.get(nodeObj)!);
  }
  const line = lines.firstElementChild ?? document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  if (!line.parentNode) lines.append(line);
}
