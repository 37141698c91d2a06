import { decodeText } from '../decode-text';
import { headOf } from '../signatures';
import { storeArchive, strToU8 } from '../unzip';

const wordMl = /<(?:\w+:)?wordDocument[\s>]/;
const packed = /<pkg:package[\s>]/;
const parts = /<pkg:part\b[^>]*?pkg:name="\/?([^"]+)"[^>]*>\s*<pkg:xmlData[^>]*>([\s\S]*?)<\/pkg:xmlData>/g;

/** Whether a file is a Word document in one piece of XML, as web applications fill them in: of 2003, or a package laid flat. */
export const isFlatWord = (bytes: Uint8Array): boolean => {
  const head = headOf(bytes, 4096);
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(head) && (wordMl.test(head) || packed.test(head));
};

/** Such a file as the archive that it stands for. The one of 2003 is all in its main part; pictures are left out. */
export function unflattenWord(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = decodeText(bytes);
  if (!packed.test(text.slice(0, 4096))) return storeArchive({ 'word/document.xml': strToU8(text) });
  const found = [...text.matchAll(parts)].map(([, path, xml]) => [path!, strToU8(xml!)] as const);
  return storeArchive(Object.fromEntries(found));
}
