import { cpSync, linkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Copies an unpacked build and puts a model's weights into the copy, where the first source in the list of models looks.
 * @param to folder of the copy; what it held is gone.
 */
export function packWeights(build: string, to: string, weights: { file: string; path: string }): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(build, to, { recursive: true });
  const target = join(to, 'models', weights.file);
  try {
    linkSync(weights.path, target);
  } catch {
    // Another file system: a copy serves as well.
    cpSync(weights.path, target);
  }
  writeFileSync(join(to, 'models', 'packaged.json'), JSON.stringify([weights.file]));
}
