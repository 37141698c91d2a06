import { decodeText } from '../decode-text';
import { limits } from '../limits';
import { openArchive } from '../unzip';
import { childOf, childrenOf, parseXmlTree, type XmlElement } from '../xml-tree';

/** A link from one part of a package to another, or out of it. */
export interface Relation {
  id: string;
  /** The last word of its type: `slide`, `footnotes`, `image`… */
  type: string;
  /** Path of the part, or an address where `isExternal`. */
  target: string;
  isExternal: boolean;
}

/** An office file of 2007 and later: parts in XML, and relations between them (ECMA-376 part 2). */
export interface OfficePackage {
  paths: readonly string[];
  has(path: string): boolean;
  /** @returns undefined where there is no such part. @throws AppError as Archive.bytes does. */
  bytes(path: string): Uint8Array<ArrayBuffer> | undefined;
  /** The root element of a part; undefined where there is no such part, or nothing in it. */
  xml(path: string): XmlElement | undefined;
  /** @param path of the part that they start from; empty for the package's own. */
  relations(path: string): readonly Relation[];
  /** Paths of the parts that a part leads to by relations of this type. */
  related(path: string, type: string): string[];
  /** Path of the part that all starts from. */
  main(fallback: string): string;
}

/** A target as a path from the top, without leaving it. */
function resolve(from: string, target: string): string {
  const steps = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of target.replaceAll('\\', '/').split('/'))
    if (step === '..') steps.pop();
    else if (step && step !== '.') steps.push(step);
  return steps.join('/');
}

/** @throws AppError as openArchive does. */
export function openPackage(file: Uint8Array): OfficePackage {
  const archive = openArchive(file);
  // Names count without regard to case, and some programs write them with backslashes.
  const plain = (path: string) => path.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();
  const stored = new Map(archive.paths.map((path) => [plain(path), path]));
  const find = (path: string) => stored.get(plain(path)) ?? stored.get(plain(path.replaceAll('%20', ' ')));
  const known = new Map<string, readonly Relation[]>();
  const opened: OfficePackage = {
    paths: archive.paths,
    has: (path) => find(path) !== undefined,
    bytes(path) {
      const name = find(path);
      return name === undefined ? undefined : archive.bytes(name);
    },
    xml(path) {
      const name = find(path);
      return name === undefined
        ? undefined
        : childrenOf(parseXmlTree(decodeText(archive.bytes(name, limits.markupBytes))))[0];
    },
    relations(path) {
      const before = known.get(path);
      if (before) return before;
      const cut = path.lastIndexOf('/') + 1;
      const root = opened.xml(`${path.slice(0, cut)}_rels/${path.slice(cut)}.rels`);
      const found = childrenOf(root, 'Relationship').map(({ attributes }) => {
        const isExternal = attributes.TargetMode === 'External';
        const target = attributes.Target ?? '';
        return {
          id: attributes.Id ?? '',
          type: attributes.Type?.split('/').at(-1) ?? '',
          target: isExternal ? target : resolve(path, target),
          isExternal,
        };
      });
      known.set(path, found);
      return found;
    },
    related: (path, type) =>
      opened
        .relations(path)
        .filter((relation) => !relation.isExternal && relation.type === type)
        .map(({ target }) => target),
    main: (fallback) => opened.related('', 'officeDocument').find((path) => opened.has(path)) ?? fallback,
  };
  return opened;
}

/** `mc:AlternateContent`: the same thing for newer and for older programs. The first that is to be read; the others only if it is empty. */
export function alternatives(element: XmlElement): XmlElement[] {
  return [...childrenOf(element, 'Choice'), childOf(element, 'Fallback')].filter(
    (option): option is XmlElement => option !== undefined,
  );
}
