import { AppError } from '../shared/app-error';
import type { ExtractedFile, FileToRead } from './file-format';
import { formats } from './index';
import { limits } from './limits';
import { withoutInvisible } from './without-invisible';

/**
 * Reads a file whole, whatever it is: told by content, then by name.
 * @throws AppError `file-empty`, `file-not-supported`, `file-over-limit`, and what the format throws; whatever else its parser throws
 * is `file-broken`.
 */
export async function readFile(file: FileToRead, signal: AbortSignal): Promise<ExtractedFile> {
  if (file.bytes.length === 0) throw new AppError('file-empty');
  const format = formats.find((candidate) => candidate.accept(file));
  if (!format) throw new AppError('file-not-supported');
  let read: ExtractedFile;
  try {
    read = await format.read(file, signal);
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('file-broken', { kind: format.name }, error);
  }
  if (read.markdown.length > limits.characters)
    throw new AppError('file-over-limit', { limit: 'characters' });
  const seen = withoutInvisible(read);
  if (read.markdown.trim() && !seen.markdown.trim()) throw new AppError('file-empty');
  return seen;
}
