import { type MeasureText, wrapLabel } from '../../../utils/mindmap/wrap-label';
import { longLabel } from './dress-topic';
import type { NodeData } from './node-data';

interface Size {
  width: number;
  height: number;
}

/** What a node takes with all that is shown below it. */
export interface BranchSize extends Size {
  /** How many nodes that are. */
  count: number;
}

/** How the nodes of a level are drawn. */
interface Look {
  measure: MeasureText;
  mostText: number;
  oneLine: Size;
  lineHeight: number;
}

/** As many lines of a long label are drawn: see the style sheet. */
const mostLines = 6;
/** More of a label does not stand in so many lines. */
const mostSigns = 500;

/** Reads from the style sheet how nodes are drawn: first those of the main branches, then all others. */
function readLooks(nodes: HTMLElement): [Look, Look] {
  const make = (name: string, ...children: HTMLElement[]) => {
    const element = document.createElement(name);
    element.append(...children);
    return element;
  };
  const wrapper = (...below: HTMLElement[]) =>
    make('me-wrapper', make('me-parent', make('me-tpc', make('span'))), ...below);
  const probe = make('me-main', wrapper(make('me-children', wrapper())));
  probe.style.cssText = 'position:absolute;visibility:hidden';
  nodes.append(probe);
  const scale = nodes.getBoundingClientRect().width / nodes.offsetWidth || 1;
  const looks = [...probe.getElementsByTagName('me-tpc')].map((topic) => {
    topic.firstElementChild!.className = 'text';
    topic.firstElementChild!.textContent = 'x';
    const style = getComputedStyle(topic);
    const context = document.createElement('canvas').getContext('2d')!;
    context.font = style.font;
    const measure = (text: string) => context.measureText(text).width;
    const edges = [style.paddingLeft, style.paddingRight, style.borderLeftWidth, style.borderRightWidth];
    const box = topic.parentElement!.getBoundingClientRect();
    return {
      measure,
      mostText:
        Number.parseFloat(style.maxWidth) - edges.reduce((sum, edge) => sum + Number.parseFloat(edge), 0),
      oneLine: { width: box.width / scale - measure('x'), height: box.height / scale },
      lineHeight: Number.parseFloat(style.lineHeight),
    };
  });
  probe.remove();
  return looks as [Look, Look];
}

/** How large nodes are drawn: as they were seen, and before that as is to be expected of their words. */
export class NodeSizes {
  readonly #nodes: HTMLElement;
  readonly #markCount: (id: string) => number;
  readonly #own = new Map<string, Size>();
  #looks: [Look, Look] | undefined;
  #branches = new Map<NodeData, BranchSize>();

  constructor(nodes: HTMLElement, markCount: (id: string) => number) {
    this.#nodes = nodes;
    this.#markCount = markCount;
  }

  #keyOf(data: NodeData): string {
    return `${data.parent?.parent ? 1 : 0} ${this.#markCount(data.id)} ${data.topic}`;
  }

  #expect(data: NodeData): Size {
    this.#looks ??= readLooks(this.#nodes);
    const { measure, mostText, oneLine, lineHeight } = this.#looks[data.parent?.parent ? 1 : 0];
    const label = data.topic.slice(0, mostSigns) + ' 00'.repeat(this.#markCount(data.id));
    const width = label.length < mostSigns ? measure(label) : mostText + 1;
    if (width <= mostText) return { width: oneLine.width + width, height: oneLine.height };
    const count = wrapLabel(label, mostText, measure).length;
    const lines = data.topic.length > longLabel ? Math.min(mostLines, count) : count;
    return { width: oneLine.width + mostText, height: oneLine.height + (lines - 1) * lineHeight };
  }

  /** The map may have changed. */
  refresh(): void {
    this.#branches = new Map();
  }

  /** A node as it was seen to be drawn, without what is below it. */
  learn(data: NodeData, size: Size): void {
    this.#own.set(this.#keyOf(data), size);
  }

  of(data: NodeData): BranchSize {
    const known = this.#branches.get(data);
    if (known) return known;
    const key = this.#keyOf(data);
    const own = this.#own.get(key) ?? this.#expect(data);
    this.#own.set(key, own);
    const below = { width: 0, height: 0, count: 0 };
    if (data.expanded !== false)
      for (const child of (data.children ?? []) as NodeData[]) {
        const { width, height, count } = this.of(child);
        below.width = Math.max(below.width, width);
        below.height += height;
        below.count += count;
      }
    const size = {
      width: own.width + below.width,
      height: Math.max(own.height, below.height),
      count: 1 + below.count,
    };
    this.#branches.set(data, size);
    return size;
  }
}
