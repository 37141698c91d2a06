import { coveredBy } from './covered-by';
import { parseCss, parseDeclarations } from './css-rules';
import { variablesOf, withVariables } from './css-variables';
import { charactersOf, colorOf, hidesAll, isLid, isLost, isSpeck, paintOf, pixelsOf } from './hides-text';
import { indexRules, type RuleIndex } from './rule-index';

/** What no reader takes for text: code, forms' own values, players, and what is shown only without scripts. */
const neverText =
  'script, style, noscript, template, link, meta, object, embed, canvas, audio, video, source, track, datalist, textarea, input, select, head, title, desc, metadata, defs';
type Style = ReadonlyMap<string, string>;

const asked = [
  'display visibility opacity text-indent position left top right bottom margin-left margin-top clip clip-path transform overflow',
  'overflow-y height width max-height max-width font-size color background background-color background-image inset z-index',
]
  .join(' ')
  .split(' ');

/** Styles of elements, as far as hiding goes: rules first, the element's own attribute last. */
function styleReader(
  { rulesOf }: RuleIndex,
  ownStyle: (element: Element) => Style,
): (element: Element) => Style {
  const found = new Map<Element, Style>();
  return (element) => {
    const before = found.get(element);
    if (before) return before;
    const style = new Map<string, string>();
    const set = (declarations: Style) => {
      for (const [name, value] of declarations)
        if (!style.get(name)?.includes('!important') || value.includes('!important')) style.set(name, value);
    };
    for (const rule of rulesOf(element)) set(rule.declarations);
    set(ownStyle(element));
    found.set(element, style);
    return style;
  };
}

const mayLieOver = (style: Style): boolean => /^(?:absolute|fixed)/.test(style.get('position') ?? '');

/** Worth a second look: it may hide, or may be undone by another rule. */
function isSuspicious(style: Style): boolean {
  if (hidesAll(style) || isSpeck(style) || style.has('overflow') || mayLieOver(style)) return true;
  const color = colorOf(style.get('color'));
  return color !== undefined && (isLost(color, 'ffffff') || isLost(color, paintOf(style) ?? 'painted'));
}

/**
 * Takes out of a document what its reader would not see: by attribute, by its own style, or by style sheets (a small part of CSS, as
 * no browser lays files out here).
 * @param root element that is changed. @param sheets texts of the style sheets that it uses. @param seen elements that are not to be
 * taken out, nor anything around them.
 * @returns the number of characters taken out.
 */
export function stripHidden(root: Element, sheets: readonly string[], seen: readonly Element[] = []): number {
  let hidden = 0;
  for (const element of root.querySelectorAll(neverText)) if (element !== root) element.remove();
  const drop = (node: ChildNode) => {
    if (node === root || !node.parentNode || seen.some((one) => node.contains(one))) return;
    hidden += charactersOf(node);
    node.remove();
  };
  for (const element of root.querySelectorAll('[hidden]')) drop(element);

  const written = parseCss(sheets);
  const variables = variablesOf(written);
  const ownStyle = (element: Element) =>
    withVariables(parseDeclarations(element.getAttribute('style') ?? ''), variables);
  const rules = written
    .filter(({ declarations }) => asked.some((name) => declarations.has(name)))
    .map((rule) => ({ ...rule, declarations: withVariables(rule.declarations, variables) }));
  const index = indexRules(root, rules);
  const styleOf = styleReader(index, ownStyle);
  const suspects = new Set<Element>();
  for (const element of root.querySelectorAll('[style]'))
    if (isSuspicious(ownStyle(element))) suspects.add(element);
  for (const rule of rules)
    if (isSuspicious(rule.declarations)) for (const element of index.elementsOf(rule)) suspects.add(element);
  if (root.hasAttribute('style')) suspects.add(root);

  /** Own text of an element, and of what stands in it without saying otherwise. */
  const dropText = (element: Element, saysOtherwise: (style: Style) => boolean) => {
    for (const node of [...element.childNodes]) {
      if (node.nodeType === 3) {
        hidden += (node.nodeValue ?? '').replace(/\s+/g, '').length;
        node.nodeValue = ' ';
      } else if (node.nodeType === 1 && !saysOtherwise(styleOf(node as Element)))
        dropText(node as Element, saysOtherwise);
    }
  };
  const pictured = new Set<Element>();
  for (const picture of root.querySelectorAll('img, svg, picture'))
    for (let at: Element | null = picture; at && !pictured.has(at); at = at.parentElement) pictured.add(at);
  const behind = (element: Element): string => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const paint =
        paintOf(styleOf(at)) ??
        (at.hasAttribute('bgcolor') || at.hasAttribute('background') ? 'painted' : undefined);
      if (paint) return paint;
      // Text may lie on a picture.
      if (at !== root && at !== element && pictured.has(at)) return 'painted';
    }
    return 'ffffff';
  };
  const removed: ChildNode[] = [];
  for (const element of suspects) {
    const style = styleOf(element);
    if (hidesAll(style)) removed.push(element);
    else if (isLid(element, style)) removed.push(...coveredBy(element, root, styleOf));
    else if (isSpeck(style))
      dropText(
        element,
        (inner) =>
          inner.has('font-size') &&
          !/^0|%|em/.test(inner.get('font-size')!) &&
          pixelsOf(inner.get('font-size')) !== 0,
      );
    else {
      const color = colorOf(style.get('color'));
      if (color && isLost(color, color === 'transparent' ? 'painted' : behind(element)))
        dropText(element, (inner) => inner.has('color') || paintOf(inner) !== undefined);
    }
  }
  for (const element of removed) drop(element);
  return hidden;
}
