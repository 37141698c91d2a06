import type { MindElixirInstance, Topic } from 'mind-elixir';
import '../../ui/markdown/markdown.css';
import './mind-map.css';
import { isSameMap, type MapNode } from '../../../utils/mindmap/map-node';
import { drawMarks, dressTopic, isSameMarks, type MapMarks } from './dress-topic';
import { growTree, topicOf } from './grow-tree';
import { listenToMap } from './listen-to-map';
import { makeMind } from './make-mind';
import { MapView } from './map-view';
import { NearNodes } from './near-nodes';
import { findNodes, foldBelow, fromNodeData, indexOf, type NodeData, toTreeData } from './node-data';
import { withFolds } from './with-folds';

export interface CanvasOptions {
  label: string;
  newNodeLabel: string;
  /** Wheel turns move the map; else only those with Ctrl scale it, and others are the page's. */
  takesWheel: boolean;
  /** Deeper nodes are folded away at first. */
  shownDepth: number;
  /** The user has edited the map. */
  onChange: (root: MapNode) => void;
  /** How high the map would like its frame to be. */
  onHeight: (height: number) => void;
  onSelect: (id: string | undefined) => void;
  onMark: (id: string, index: number) => void;
}

/** An interactive map in an element. The only door to mind-elixir, which draws nodes, edits, drags and undoes. */
export class MapCanvas {
  readonly #mind: MindElixirInstance;
  readonly #view: MapView;
  readonly #near: NearNodes;
  readonly #options: CanvasOptions;
  readonly #ended = new AbortController();
  readonly #resized: ResizeObserver;
  #known: Map<string, NodeData>;
  #marks: MapMarks = new Map();
  #matches: ReadonlySet<string> = new Set();
  #canEdit = false;
  #isGrowing = false;

  constructor(host: HTMLDivElement, options: CanvasOptions) {
    this.#options = options;
    const mind = makeMind(host, options);
    this.#mind = mind;
    this.#known = indexOf(mind.nodeData as NodeData);
    const view = new MapView(mind, () => this.#near.look());
    this.#view = view;
    this.#near = new NearNodes(mind, {
      dress: this.#dress,
      markCount: (id) => this.#marks.get(id)?.length ?? 0,
      isKnown: (id) => this.#known.has(id),
      keep: (element, act) => view.keep(() => element, act),
    });
    const hold = () => {
      view.isHeld = true;
    };
    listenToMap(
      host,
      mind,
      {
        toggle: (topic) => this.toggle(topic.nodeObj.id),
        select: (id) => this.select(id),
        zoom: (factor) => this.zoom(factor),
        fit: () => this.fit(),
        undo: () => this.undo(),
        redo: () => this.redo(),
        canEdit: () => this.#canEdit,
        onMark: options.onMark,
        onSelect: options.onSelect,
        onTouch: () => {
          view.stop();
          // Else the end of growing would move it under the hand.
          hold();
        },
        onHold: () => {
          hold();
          this.#near.look();
        },
        onToggle: (id) => this.#afterToggle(id),
        onOperation: () => {
          hold();
          this.#tellChange();
        },
      },
      this.#ended.signal,
    );
    this.#resized = new ResizeObserver(() => (view.isHeld ? this.#near.look() : this.#follow(false)));
    this.#resized.observe(host);
  }

  readonly #dress = (topic: Topic): void =>
    dressTopic(topic, this.#marks, this.#matches.has(topic.nodeObj.id));

  #topics(): NodeListOf<Topic> {
    return this.#mind.nodes.querySelectorAll<Topic>('me-tpc');
  }

  #tellChange(): void {
    this.#known = indexOf(this.#mind.nodeData as NodeData);
    for (const topic of this.#topics()) this.#dress(topic);
    this.#near.redraw();
    this.#options.onChange(this.tree());
  }

  #follow(isSmooth: boolean): void {
    this.#options.onHeight(this.#view.height());
    this.#view.fit({ isSmooth, isGrowing: this.#isGrowing });
  }

  /** Draws the map anew, where the user has left it. */
  #redraw(act: () => void): void {
    const draw = () => {
      act();
      // All others are dressed when they are made.
      const root = topicOf(this.#mind, this.#mind.nodeData.id);
      if (root) this.#dress(root);
    };
    if (this.#view.isHeld) this.#view.keep(() => this.#mind.nodes.querySelector('me-root'), draw);
    else draw();
  }

  /** The map as it is now. */
  tree(): MapNode {
    return fromNodeData(this.#mind.nodeData as NodeData);
  }

  /** Shows a map in the place of the one that is shown. */
  show(root: MapNode): void {
    const nodeData = toTreeData(root, this.#options.shownDepth);
    this.#known = indexOf(nodeData);
    this.#redraw(() => this.#mind.refresh({ nodeData }));
    this.#mind.clearHistory?.();
    this.#known = indexOf(this.#mind.nodeData as NodeData);
    if (!this.#view.isHeld) this.#follow(false);
  }

  #addNodes(root: MapNode, under?: NodeData): void {
    const growing = {
      mind: this.#mind,
      known: this.#known,
      shownDepth: this.#options.shownDepth,
      dress: this.#dress,
    };
    if (growTree(growing, root, under)) this.#near.redraw();
  }

  /**
   * Adds what a growing map has more than the shown one. Nothing that is drawn is drawn again, and a view that the user has taken hold of
   * stays.
   */
  grow(root: MapNode): void {
    this.#isGrowing = true;
    if (this.#view.isHeld) {
      const firstBranch = () => this.#mind.nodes.querySelector('me-main.rhs > me-wrapper');
      this.#view.keep(firstBranch, () => this.#addNodes(root));
      return;
    }
    this.#addNodes(root);
    this.#follow(true);
  }

  /** A map has ended growing: from here on it is edited, and no undoing goes behind it. */
  endGrowth(root: MapNode): void {
    this.#isGrowing = false;
    if (!isSameMap(this.tree(), root)) {
      this.show(root);
      return;
    }
    this.#mind.clearHistory?.();
    if (!this.#view.isHeld) this.#follow(true);
  }

  /** Adds nodes below one. @param isLast ends what is undone as one step. */
  addBelow(id: string, nodes: readonly MapNode[], isLast: boolean): void {
    const parent = this.#known.get(id);
    if (!parent) return;
    const topic = this.#near.draw(id);
    if (topic && parent.expanded === false) this.#mind.expandNode(topic, true);
    this.#view.keep(
      () => topicOf(this.#mind, id),
      () => {
        for (const node of nodes) this.#addNodes(node, parent);
      },
    );
    if (isLast) this.#mind.bus.fire('operation', { name: 'addChild', obj: parent });
  }

  setEditable(canEdit: boolean): void {
    this.#canEdit = canEdit;
  }

  setMarks(marks: MapMarks): void {
    const before = this.#marks;
    this.#marks = marks;
    let hasChanged = false;
    for (const topic of this.#topics()) {
      if (isSameMarks(before.get(topic.nodeObj.id), marks.get(topic.nodeObj.id))) continue;
      drawMarks(topic, marks);
      hasChanged = true;
    }
    if (hasChanged) this.#near.redraw();
  }

  toggle(id: string): void {
    const topic = this.#near.draw(id);
    if (topic) this.#mind.expandNode(topic);
  }

  #afterToggle(id: string): void {
    const topic = this.#near.draw(id);
    if (!topic) return;
    this.#view.isHeld = true;
    this.#dress(topic);
    if (topic.nodeObj.expanded) this.#view.reveal(topic.closest('me-wrapper') ?? topic);
  }

  /** Folds away what is deeper; the root has depth 0. */
  foldTo(depth: number): void {
    foldBelow(this.#mind.nodeData as NodeData, depth);
    this.#redraw(() => this.#mind.refresh());
    this.#view.fit();
  }

  fit(): void {
    this.#view.fit({ isWhole: true });
  }

  zoom(factor: number): void {
    this.#view.zoom(factor);
  }

  select(id: string): void {
    const topic = this.#near.draw(id);
    if (!topic) return;
    this.#mind.clearSelection();
    this.#mind.selection.select(topic);
    this.#view.reveal(topic);
  }

  focus(): void {
    this.#mind.container.focus();
  }

  /** Unfolds the way to a node, and selects it. */
  reveal(id: string): void {
    const path: NodeData[] = [];
    for (let at = this.#known.get(id)?.parent; at; at = at.parent) path.unshift(at as NodeData);
    for (const data of path) if (data.expanded === false) this.toggle(data.id);
    this.select(id);
  }

  /** Marks the nodes that hold a text. @returns their ids, in the order in which they are read. */
  find(text: string): string[] {
    this.#matches = new Set(findNodes(this.#known.values(), text));
    for (const topic of this.#topics())
      topic.toggleAttribute('data-match', this.#matches.has(topic.nodeObj.id));
    return [...this.#matches];
  }

  edit(action: 'rename' | 'add' | 'remove'): void {
    const { currentNode, currentNodes } = this.#mind;
    if (!this.#canEdit || !currentNode) return;
    if (action === 'rename') void this.#mind.beginEdit();
    else if (action === 'add') void this.#mind.addChild();
    else if (currentNode.nodeObj.parent) void this.#mind.removeNodes(currentNodes);
  }

  /** Undoes or redoes, and shows what that changed. */
  #step(act: () => void): void {
    this.#redraw(() => withFolds(this.#mind, this.#known, act));
    this.#tellChange();
    const { currentNode } = this.#mind;
    if (currentNode) this.#view.reveal(currentNode);
  }

  undo(): void {
    this.#step(() => this.#mind.undo());
  }

  redo(): void {
    this.#step(() => this.#mind.redo());
  }

  destroy(): void {
    this.#ended.abort();
    this.#resized.disconnect();
    this.#mind.destroy();
  }
}
