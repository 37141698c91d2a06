import { AppError } from '../../shared/app-error';
import type { UnreadPart, UnreadReason } from '../file-format';
import { openRecogniser, type Recogniser } from '../open-recogniser';
import { pictureText } from '../picture/picture';
import { pictureKind, pictureSize } from '../picture/picture-size';

/** Smaller ones are marks and lines (dots): no text has room in them. */
const leastSide = 40;

const reasons: Partial<Record<AppError['code'], UnreadReason>> = {
  'file-broken': 'broken',
  'file-over-limit': 'over-limit',
};

interface InlinePicture {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface PictureTexts {
  /** Markdown, one for each picture that has text. */
  texts: string[];
  unread: UnreadPart[];
}

async function textOf(
  { bytes }: InlinePicture,
  recogniser: Recogniser | undefined,
  onProgress: (share: number) => void,
): Promise<string | UnreadReason> {
  const kind = pictureKind(bytes);
  const size = kind && pictureSize(bytes, kind);
  if (!size || Math.min(size.width, size.height) < leastSide) return 'image';
  try {
    return `\n${await pictureText(bytes, recogniser, onProgress)}`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return reasons[error.code] ?? 'image';
  }
}

/** Reads the pictures that stand within a letter: their text, or why there is none. */
export async function inlinePictures(
  pictures: readonly InlinePicture[],
  onProgress: (share: number) => void,
): Promise<PictureTexts> {
  const found: PictureTexts = { texts: [], unread: [] };
  if (pictures.length === 0) return found;
  const recogniser = await openRecogniser();
  try {
    for (const [index, picture] of pictures.entries()) {
      const text = await textOf(picture, recogniser, (share) =>
        onProgress((index + share) / pictures.length),
      );
      if (text.startsWith('\n')) found.texts.push(`**Picture ${picture.name}:**\n${text}`);
      else found.unread.push({ kind: 'image', label: picture.name, reason: text as UnreadReason });
    }
  } finally {
    await recogniser?.close();
  }
  return found;
}
