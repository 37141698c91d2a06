import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A folder's list of what is in it, one JSON object a line; it lies in the folder or beside it.
 * @returns the entries, and the folder that their `file` is relative to.
 */
export function readIndex<T>(dir: string, name: string): { root: string; entries: T[] } {
  const root = existsSync(join(dir, name)) ? dir : dirname(dir);
  const lines = readFileSync(join(root, name), 'utf8').split('\n');
  return { root, entries: lines.filter((line) => line.trim()).map((line) => JSON.parse(line) as T) };
}
