import { charactersOf, isLid } from './hides-text';

type Style = ReadonlyMap<string, string>;

/** Boxes with more children are lists, not stacks of layers. */
const mostLayers = 20;
/** What holds more of the page than this lies under something that goes away, as a notice that the page is loading does. */
const mostOfPage = 0.5;

/** Without a number it is no less and no more than any. */
const heightOf = (style: Style): number => Number.parseInt(style.get('z-index') ?? '', 10);

/** What a layer without words of its own hides by lying over it: nodes that stand in one box with it. @param layer see isLid. */
export function coveredBy(layer: Element, root: Element, styleOf: (element: Element) => Style): ChildNode[] {
  const around = layer.parentElement;
  if (!around || around === root || around.childElementCount > mostLayers || charactersOf(layer) > 0)
    return [];
  const height = heightOf(styleOf(layer)) || 0;
  const isUnder = (node: ChildNode): boolean => {
    if (node === layer) return false;
    const isOnTop = height > 0 || (node.compareDocumentPosition(layer) & 4) !== 0;
    if (node.nodeType !== 1) return isOnTop;
    const style = styleOf(node as Element);
    return isOnTop && !(heightOf(style) >= height) && !isLid(node as Element, style);
  };
  const under = [...around.childNodes].filter(isUnder);
  const length = under.reduce((sum, node) => sum + charactersOf(node), 0);
  return length > mostOfPage * charactersOf(root) ? [] : under;
}
