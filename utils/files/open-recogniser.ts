import { packaged } from './packaged';

/** Reads the text in pictures. */
export interface Recogniser {
  /** @returns the text, line by line; empty where there is none. */
  read(picture: OffscreenCanvas, onProgress: (share: number) => void): Promise<string>;
  close(): Promise<void>;
}

/** Loads the recogniser; undefined where there is none: it needs a browser's worker. */
export async function openRecogniser(): Promise<Recogniser | undefined> {
  if (typeof OffscreenCanvas === 'undefined' || packaged('') === undefined) return undefined;
  const { createRecogniser } = await import('./create-recogniser');
  return createRecogniser();
}
