import type { MindElixirInstance, Topic } from 'mind-elixir';
import type { NodeData } from './node-data';

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

/**
 * Draws all lines of a map as one path. The canvas's own way reads a place and draws a line by turns, which lays the page out anew for
 * each node.
 * @param far wrappers of branches that are not drawn: a line leads to where each of them begins.
 */
export function drawLines({ nodes, lines }: MindElixirInstance, far: WeakMap<Element, NodeData>): void {
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
  const parent = nodes.querySelector('me-main me-parent');
  const indent = parent ? Number.parseFloat(getComputedStyle(parent).paddingLeft) : 0;
  const shown = topics.map(({ nodeObj }) => nodeObj as NodeData);
  for (const wrapper of nodes.querySelectorAll('[data-far]')) {
    const { left, right, top, bottom } = wrapper.getBoundingClientRect();
    const data = far.get(wrapper)!;
    boxes.set(data, {
      left: round((left - map.left) / scale + indent),
      right: round((right - map.left) / scale),
      middle: round(((top + bottom) / 2 - map.top) / scale),
    });
    shown.push(data);
  }
  let path = '';
  for (const data of shown) {
    const from = boxes.get(data.parent);
    if (from) path += curve(from, boxes.get(data)!);
  }
  const line = lines.firstElementChild ?? document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  if (!line.parentNode) lines.append(line);
}
