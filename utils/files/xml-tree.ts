import { Parser } from 'htmlparser2';
import { AppError } from '../shared/app-error';

/**
 * XML as far as office files need it: names and attributes without their prefixes, which each program chooses as it likes. A tenth of
 * a document's memory.
 */
export interface XmlElement {
  name: string;
  /** Two that differ in their prefix only: the second one keeps it. */
  attributes: Readonly<Record<string, string>>;
  children: (XmlElement | string)[];
}

/** Deeper than any program nests; walks of the tree need a stack for it. */
const maxDepth = 500;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * @param text XML; what is damaged or cut off gives what stands before. Entities that it defines itself are not expanded.
 * @returns an element without a name, whose children are the document's.
 * @throws AppError `file-over-limit` where elements stand in each other without end.
 */
export function parseXmlTree(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open: XmlElement[] = [root];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const own: Record<string, string> = Object.create(null);
        for (const [key, value] of Object.entries(attributes))
          own[local(key) in own ? key : local(key)] = value;
        const element: XmlElement = { name: local(name), attributes: own, children: [] };
        open[open.length - 1]!.children.push(element);
        if (open.push(element) > maxDepth) throw new AppError('file-over-limit', { limit: 'depth' });
      },
      onclosetag() {
        open.pop();
      },
      ontext(text) {
        const { children } = open[open.length - 1]!;
        const last = children.length - 1;
        if (typeof children[last] === 'string') children[last] += text;
        else children.push(text);
      },
    },
    { xmlMode: true },
  );
  parser.write(text);
  parser.end();
  return root;
}

export const isElement = (node: XmlElement | string): node is XmlElement => typeof node !== 'string';

/** The first child of this name. */
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child): child is XmlElement => isElement(child) && child.name === name);

/** The children that are elements, of this name where one is given. */
export const childrenOf = (element: XmlElement | undefined, name?: string): XmlElement[] =>
  element?.children.filter(
    (child): child is XmlElement => isElement(child) && (name === undefined || child.name === name),
  ) ?? [];

/** Every element below, of this name, in document order. */
export function* descendantsOf(element: XmlElement, name: string): Generator<XmlElement> {
  for (const child of element.children)
    if (isElement(child)) {
      if (child.name === name) yield child;
      yield* descendantsOf(child, name);
    }
}

/** The element that a path of names leads to, from child to child. */
export const atPath = (element: XmlElement | undefined, ...names: string[]): XmlElement | undefined =>
  names.reduce((at, name) => childOf(at, name), element);

export const textOf = (element: XmlElement | undefined): string =>
  element?.children.map((child) => (isElement(child) ? textOf(child) : child)).join('') ?? '';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };
const quote = (text: string): string => text.replace(/[&<"]/g, (sign) => entities[sign]!);

/** The way back: an element as XML, its names without prefixes. */
export function xmlText({ name, attributes, children }: XmlElement): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${quote(value)}"`);
  const inner = children.map((child) => (isElement(child) ? xmlText(child) : quote(child)));
  return `<${name}${said.join('')}>${inner.join('')}</${name}>`;
}
