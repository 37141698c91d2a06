import type { MindElixirInstance, Topic } from 'mind-elixir';
import { drawLines } from './draw-lines';
import { topicOf } from './grow-tree';
import type { NodeData } from './node-data';
import { NodeSizes } from './node-sizes';

/** A map that shows more nodes is not drawn whole. */
const mostWhole = 400;
/** Nodes are drawn that far from the frame: in heights of it. */
const margin = 0.5;

interface NearOptions {
  dress: (topic: Topic) => void;
  markCount: (id: string) => number;
  /** Whether a node was in the map before what is done to it now: what is new is always drawn. */
  isKnown: (id: string) => boolean;
  /** Does something to the map, after which an element stands where it stood. */
  keep: (element: Element | undefined, act: () => void) => void;
}

/**
 * Draws of a large map what is in its frame and near it. Any other branch is an empty wrapper of the size that it would take, so that the
 * map is as large as if it were drawn whole, and the canvas finds as many wrappers as there are nodes on a level.
 */
export class NearNodes {
  readonly #mind: MindElixirInstance;
  readonly #options: NearOptions;
  readonly #sizes: NodeSizes;
  readonly #far = new WeakMap<Element, NodeData>();
  /** What is drawn now of a large map. */
  #near: ReadonlySet<NodeData> = new Set();
  #isLarge = false;
  #isWaiting = false;
  #hasChanged = false;

  constructor(mind: MindElixirInstance, options: NearOptions) {
    this.#mind = mind;
    this.#options = options;
    this.#sizes = new NodeSizes(mind.nodes, options.markCount);
    const createWrapper = mind.createWrapper.bind(mind);
    mind.createWrapper = (data, omitChildren) => {
      const node = data as NodeData;
      if (this.#isLarge && !this.#near.has(node) && options.isKnown(node.id))
        return { grp: this.#makeFar(node) } as unknown as ReturnType<typeof createWrapper>;
      const made = createWrapper(data, omitChildren);
      options.dress(made.tpc);
      return made;
    };
    const layout = mind.layout.bind(mind);
    mind.layout = () => {
      this.#measure();
      layout();
    };
    const expandNode = mind.expandNode.bind(mind);
    mind.expandNode = (topic, isExpanded = topic.nodeObj.expanded === false) => {
      topic.nodeObj.expanded = isExpanded;
      // What comes to be shown may make the map a large one.
      this.#measure();
      expandNode(topic, isExpanded);
    };
    const findEle = mind.findEle.bind(mind);
    mind.findEle = (id, element) => {
      this.draw(id);
      return findEle(id, element);
    };
    mind.linkDiv = () => this.redraw();
  }

  #measure(): void {
    this.#sizes.refresh();
    this.#isLarge = this.#sizes.of(this.#mind.nodeData as NodeData).count > mostWhole;
  }

  #makeFar(data: NodeData): HTMLElement & ReturnType<MindElixirInstance['createWrapper']>['grp'] {
    const wrapper = document.createElement('me-wrapper') as ReturnType<
      MindElixirInstance['createWrapper']
    >['grp'];
    wrapper.dataset.far = '';
    this.#far.set(wrapper, data);
    this.#resize(wrapper, data);
    return wrapper;
  }

  #resize({ style }: HTMLElement, data: NodeData): void {
    const { width, height } = this.#sizes.of(data);
    style.width = `${width}px`;
    style.height = `${height}px`;
  }

  #farWrappers(): HTMLElement[] {
    return [...this.#mind.nodes.querySelectorAll<HTMLElement>('[data-far]')];
  }

  /** Draws a node that is not folded away, wherever it is. @returns what is drawn. */
  draw(id: string): Topic | undefined {
    const drawn = topicOf(this.#mind, id);
    if (drawn || !this.#isLarge) return drawn;
    for (const wrapper of this.#farWrappers()) {
      const path: NodeData[] = [];
      const top = this.#far.get(wrapper)!;
      const find = (data: NodeData): boolean => {
        const isOnPath = data.id === id || ((data.children ?? []) as NodeData[]).some(find);
        if (isOnPath) path.push(data);
        return isOnPath;
      };
      if (!find(top)) continue;
      this.#replace(new Set(path), [wrapper]);
      this.redraw();
      return topicOf(this.#mind, id);
    }
    return undefined;
  }

  #replace(near: ReadonlySet<NodeData>, wrappers: readonly HTMLElement[]): void {
    this.#near = near;
    for (const wrapper of wrappers)
      wrapper.replaceWith(this.#mind.createWrapper(this.#far.get(wrapper)!).grp);
    this.#near = new Set();
  }

  /** Draws before the page is painted next what has come near, and all lines: once for all that changes until then. */
  redraw(): void {
    this.#hasChanged = true;
    this.look();
  }

  /** The frame shows another part of the map. */
  look(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      // From here on: to draw moves the map where a branch turns out larger than was expected, and what comes near by that is drawn next.
      this.#isWaiting = false;
      // The map may be gone by then.
      if (!this.#mind.nodes?.isConnected) return;
      const hasMoved = this.#settle();
      if (hasMoved || this.#hasChanged) drawLines(this.#mind, this.#far);
      this.#hasChanged = false;
    });
  }

  /** @returns whether anything was drawn or taken away. */
  #settle(): boolean {
    if (this.#hasChanged) this.#measure();
    const farWrappers = this.#farWrappers();
    if (!this.#isLarge && farWrappers.length === 0) return false;
    const { drawn, left, near, middle } = this.#survey();
    if (!this.#hasChanged && drawn.length === 0 && left.length === 0) return false;
    this.#options.keep(middle, () => {
      if (this.#hasChanged) for (const wrapper of farWrappers) this.#resize(wrapper, this.#far.get(wrapper)!);
      this.#replace(near, drawn);
      for (const topic of left)
        topic.parentElement.parentElement.replaceWith(this.#makeFar(topic.nodeObj as NodeData));
    });
    return true;
  }

  /** Looks at all places before anything is changed: else the page is laid out anew for each. */
  #survey() {
    const { nodes, container, nodeData } = this.#mind;
    const frame = container.getBoundingClientRect();
    const scale = nodes.getBoundingClientRect().width / nodes.offsetWidth || 1;
    const from = this.#isLarge ? frame.top - margin * frame.height : Number.NEGATIVE_INFINITY;
    const to = this.#isLarge ? frame.bottom + margin * frame.height : Number.POSITIVE_INFINITY;
    const held = [...(this.#mind.currentNodes ?? []), ...(this.#mind.dragged ?? []), document.activeElement];
    const drawn: HTMLElement[] = [];
    const left: Topic[] = [];
    const near = new Set<NodeData>();
    let middle: Element | undefined = topicOf(this.#mind, nodeData.id);
    let distance = Number.POSITIVE_INFINITY;

    const expect = (data: NodeData, top: number) => {
      near.add(data);
      if (data.expanded === false) return;
      const children = (data.children ?? []) as NodeData[];
      const below = children.reduce((sum, child) => sum + this.#sizes.of(child).height, 0);
      let at = top + ((this.#sizes.of(data).height - below) / 2) * scale;
      for (const child of children) {
        const end = at + this.#sizes.of(child).height * scale;
        if (end >= from && at <= to) expect(child, at);
        at = end;
      }
    };
    const survey = (wrapper: HTMLElement) => {
      const { top, bottom } = wrapper.getBoundingClientRect();
      const isNear = bottom >= from && top <= to;
      const far = this.#far.get(wrapper);
      if (far) {
        if (!isNear) return;
        drawn.push(wrapper);
        expect(far, top);
        return;
      }
      const topic = wrapper.firstElementChild!.firstElementChild as Topic;
      if (!isNear && !held.some((one) => one && wrapper.contains(one))) {
        left.push(topic);
        return;
      }
      const own = topic.parentElement.getBoundingClientRect();
      this.#sizes.learn(topic.nodeObj as NodeData, { width: own.width / scale, height: own.height / scale });
      const away = Math.abs((own.top + own.bottom - frame.top - frame.bottom) / 2);
      if (away < distance) {
        distance = away;
        middle = topic;
      }
      for (const child of wrapper.children[1]?.children ?? []) survey(child as HTMLElement);
    };
    for (const branch of nodes.querySelector('me-main.rhs')?.children ?? []) survey(branch as HTMLElement);
    return { drawn, left, near, middle };
  }
}
