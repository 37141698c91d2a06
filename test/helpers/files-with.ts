import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the files below a folder that hold any of the words. */
export function filesWith(dir: string, words: readonly string[]): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = read(path);
      return words.some((word) => bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le')));
    });
}

/** A running browser takes its files away again: one that is gone holds nothing. */
function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
