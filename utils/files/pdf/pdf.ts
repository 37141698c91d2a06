import type { ExtractedFile, FileFormat, FileToRead } from '../file-format';
import { openRecogniser } from '../open-recogniser';
import { headOf } from '../signatures';

const isPdf = (bytes: Uint8Array): boolean => {
  const at = headOf(bytes).search(/%PDF-\d/);
  // Mail and downloads put lines before it; a text that only speaks of it has no such end.
  return at === 0 || (at > 0 && headOf(bytes.subarray(-2048), 2048).includes('startxref'));
};

/** PDF, told by its sign, which may stand a little way in. */
export const pdf: FileFormat = {
  name: 'PDF',
  accept: ({ bytes }) => isPdf(bytes),
  async read(file: FileToRead, signal: AbortSignal): Promise<ExtractedFile> {
    const [{ readPdf }, recogniser] = await Promise.all([import('./read-pdf'), openRecogniser()]);
    try {
      return await readPdf(file, signal, recogniser);
    } finally {
      await recogniser?.close();
    }
  },
};
