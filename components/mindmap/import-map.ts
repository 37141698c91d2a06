import { decodeText } from '../../utils/files/decode-text';
import { fromPlain, type MapNode } from '../../utils/mindmap/map-node';
import { readOpml } from '../../utils/mindmap/opml';
import { readOutlineFile } from '../../utils/mindmap/read-outline-file';

/** What a file is called without its ending. */
const titleOf = (name: string): string => name.replace(/\.[^.]+$/, '');

/** Reads a map from a file, told by what is in it. @throws AppError where there is no outline in it. */
export async function importMap(file: File): Promise<MapNode> {
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  const read = /<opml[\s>]/i.test(text.slice(0, 4000)) ? readOpml : readOutlineFile;
  return fromPlain(read(text, titleOf(file.name)), () => crypto.randomUUID());
}
