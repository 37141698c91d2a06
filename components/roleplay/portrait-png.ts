import { AppError } from '../../utils/shared/app-error';

/** Longer sides are made shorter (pixels): a portrait, not a poster. */
const longestSide = 1024;
const plainSide = 512;

const pngOf = (canvas: OffscreenCanvas): Promise<Blob> => canvas.convertToBlob({ type: 'image/png' });

/**
 * Any picture that the browser can draw, as a PNG without anything but its pixels.
 * @throws AppError `file-not-supported` where it is none.
 */
export async function toPortrait(picture: Blob): Promise<Blob> {
  let drawn: ImageBitmap;
  try {
    drawn = await createImageBitmap(picture);
  } catch (error) {
    throw new AppError('file-not-supported', {}, error);
  }
  const scale = Math.min(1, longestSide / Math.max(drawn.width, drawn.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(drawn.width * scale)),
    Math.max(1, Math.round(drawn.height * scale)),
  );
  canvas.getContext('2d')!.drawImage(drawn, 0, 0, canvas.width, canvas.height);
  drawn.close();
  return pngOf(canvas);
}

/** A picture for a character that has none: a card's PNG must be one. */
export function plainPortrait(name: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(plainSide, plainSide);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#4f6b8f';
  context.fillRect(0, 0, plainSide, plainSide);
  context.fillStyle = '#ffffff';
  context.font = `600 ${plainSide / 2}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText([...name.trim()][0] ?? '', plainSide / 2, plainSide / 2);
  return pngOf(canvas);
}
