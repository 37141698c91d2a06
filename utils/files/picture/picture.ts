import { AppError } from '../../shared/app-error';
import type { ExtractedFile, FileFormat, FileToRead } from '../file-format';
import { openRecogniser } from '../open-recogniser';
import { pictureKind, pictureSize } from './picture-size';

/** Larger ones would fill the memory once they are open (dots, four bytes each). */
const mostDots = 100_000_000;
/** What is read of it: more dots make letters no plainer. */
const readDots = 8_000_000;
/** Small letters of a screenshot are read better twice as large. */
const smallDots = 1_500_000;

/** As the recogniser sees it: on white, no larger than needed. */
async function draw(bytes: Uint8Array<ArrayBuffer>, kind: string): Promise<OffscreenCanvas> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes], { type: `image/${kind.toLowerCase()}` }));
  } catch (error) {
    throw new AppError('file-broken', { kind }, error);
  }
  const dots = bitmap.width * bitmap.height;
  const scale = dots < smallDots ? 2 : Math.min(1, Math.sqrt(readDots / dots));
  const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

/** Pictures: the text that is seen on them. What else the file holds (its metadata) is not text that anyone sees. */
export const picture: FileFormat = {
  name: 'picture',
  accept: ({ bytes }) => pictureKind(bytes) !== undefined,
  async read({ bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const kind = pictureKind(bytes)!;
    const size = pictureSize(bytes, kind);
    if (!size || size.width === 0 || size.height === 0) throw new AppError('file-broken', { kind });
    if (size.width * size.height > mostDots) throw new AppError('file-over-limit', { limit: 'bytes' });
    const recogniser = await openRecogniser();
    if (!recogniser) throw new AppError('file-no-text', { kind });
    try {
      const canvas = await draw(bytes, kind);
      const markdown = await recogniser.read(canvas, onProgress);
      if (!markdown) throw new AppError('file-no-text', { kind });
      return { format: kind, markdown, marks: [], unread: [], hiddenCharacters: 0, recognisedParts: 1 };
    } finally {
      await recogniser.close();
    }
  },
};
