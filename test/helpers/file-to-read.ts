import { strToU8 } from 'fflate';
import type { ExtractedFile, FileToRead } from '../../utils/files/file-format.ts';
import { readFile } from '../../utils/files/read-file.ts';

/** A file as the reading worker gets it. @param content text is stored as UTF-8. */
export const fileToRead = (name: string, content: string | Uint8Array, password?: string): FileToRead => ({
  name,
  type: '',
  bytes: new Uint8Array(typeof content === 'string' ? strToU8(content) : content),
  password,
  onProgress: () => undefined,
});

/** Reads a file as the worker does, told by content and name. */
export const readAs = (
  name: string,
  content: string | Uint8Array,
  password?: string,
): Promise<ExtractedFile> => readFile(fileToRead(name, content, password), new AbortController().signal);
