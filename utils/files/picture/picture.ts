import { AppError } from '../../shared/app-error';
import type { ExtractedFile, FileFormat, FileToRead } from '../file-format';
import { openRecogniser, type Recogniser } from '../open-recogniser';
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

/**
 * The text that is seen on a picture of a known kind.
 * @param recogniser undefined where pictures cannot be read.
 * @throws AppError `file-broken`, `file-over-limit`, `file-no-text`
 */
export async function pictureText(
  bytes: Uint8Array<ArrayBuffer>,
  recogniser: Recogniser | undefined,
  onProgress: (share: number) => void,
): Promise<string> {
  const kind = pictureKind(bytes)!;
  const size = pictureSize(bytes, kind);
  if (!size || size.width === 0 || size.height === 0) throw new AppError('file-broken', { kind });
  if (size.width * size.height > mostDots) throw new AppError('file-over-limit', { limit: 'bytes' });
  const text = recogniser && (await recogniser.read(await draw(bytes, kind), onProgress));
  if (!text) throw new AppError('file-no-text', { kind });
  return text;
}

/** Pictures: the text that is seen on them. What else the file holds (its metadata) is not text that anyone sees. */
export const picture: FileFormat = {
  name: 'picture',
  accept: ({ bytes }) => pictureKind(bytes) !== undefined,
  async read({ bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const format = pictureKind(bytes)!;
    const recogniser = await openRecogniser();
    try {
      const markdown = await pictureText(bytes, recogniser, onProgress);
      return { format, markdown, marks: [], unread: [], hiddenCharacters: 0, recognisedParts: 1 };
    } finally {
      await recogniser?.close();
    }
  },
};
