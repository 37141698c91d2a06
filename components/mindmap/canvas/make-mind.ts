import MindElixir, { type MindElixirInstance, type Topic } from 'mind-elixir';
import { isWithin } from './node-data';

interface MindOptions {
  label: string;
  newNodeLabel: string;
  /** Wheel turns move the map; else only those with Ctrl scale it, and others are the page's. */
  takesWheel: boolean;
}

/** No node may come to hang below itself. */
const staysTree = (moved: Topic[], to: Topic) => !moved.some(({ nodeObj }) => isWithin(to.nodeObj, nodeObj));

/** Scales with Ctrl, and leaves all other turns to the page. */
function scaleByWheel(mind: MindElixirInstance, event: WheelEvent): void {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  const step = Math.max(-0.2, Math.min(0.2, -event.deltaY / 100));
  mind.scale(mind.scaleVal * (1 + step), { x: event.clientX, y: event.clientY });
}

/** The canvas itself, with an empty map in it. Labels are set as text: it is given no Markdown, no HTML and no pictures. */
export function makeMind(
  host: HTMLDivElement,
  { label, newNodeLabel, takesWheel }: MindOptions,
): MindElixirInstance {
  const mind: MindElixirInstance = new MindElixir({
    el: host,
    direction: MindElixir.RIGHT,
    // Its own menu and keys would take nodes with HTML in them from the clipboard.
    contextMenu: false,
    keypress: false,
    toolBar: false,
    newTopicName: newNodeLabel,
    theme: { name: 'unabridged', palette: ['currentColor'], cssVar: {} },
    before: { moveNodeIn: staysTree, moveNodeBefore: staysTree, moveNodeAfter: staysTree },
    ...(takesWheel ? {} : { handleWheel: (event: WheelEvent) => scaleByWheel(mind, event) }),
  });
  mind.linkDiv = () => undefined;
  mind.init({ nodeData: { id: 'root', topic: '' } });
  mind.container.setAttribute('role', 'tree');
  mind.container.setAttribute('aria-label', label);
  mind.container.dataset.testid = 'map-canvas';
  return mind;
}
