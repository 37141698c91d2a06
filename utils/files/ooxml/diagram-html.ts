import { childOf, childrenOf, type XmlElement } from '../xml-tree';
import { runsHtml } from './drawing-text';

/**
 * A SmartArt drawing as a nested list.
 * @param model root of its data part (`dgm:dataModel`).
 */
export function diagramHtml(model: XmlElement | undefined): string {
  const texts = new Map<string, string>();
  let top = '';
  for (const point of childrenOf(childOf(model, 'ptLst'), 'pt')) {
    const { modelId = '', type = 'node' } = point.attributes;
    if (type === 'doc') top = modelId;
    if (type !== 'node' && type !== 'asst' && type !== 'doc') continue;
    const html = childrenOf(childOf(point, 't'), 'p').map(runsHtml).filter(Boolean).join('<br>');
    texts.set(modelId, html);
  }
  const below = new Map<string, { id: string; order: number }[]>();
  for (const { attributes } of childrenOf(childOf(model, 'cxnLst'), 'cxn')) {
    const { type = 'parOf', srcId = '', destId = '', srcOrd } = attributes;
    if (type !== 'parOf' || !texts.has(destId)) continue;
    below.set(srcId, [...(below.get(srcId) ?? []), { id: destId, order: Number(srcOrd ?? 0) }]);
  }
  const seen = new Set<string>();
  const list = (id: string): string => {
    if (seen.has(id)) return '';
    seen.add(id);
    const inner = (below.get(id) ?? [])
      .sort((a, b) => a.order - b.order)
      .map((child) => list(child.id))
      .join('');
    const text = texts.get(id) ?? '';
    const nested = inner && `<ul>${inner}</ul>`;
    return id === top ? nested : text ? `<li>${text}${nested}</li>` : inner;
  };
  const tree = list(top);
  // What no relation leads to is text all the same.
  const loose = [...texts.keys()].map((id) => list(id)).join('');
  return tree + (loose && `<ul>${loose}</ul>`);
}
