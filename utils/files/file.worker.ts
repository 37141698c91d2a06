import { type ErrorRecord, toAppError } from '../shared/app-error';
import { hashBytes } from '../shared/hash-text';
import type { ExtractedFile } from './file-format';
import { readFile } from './read-file';

/** One file a worker: what a parser leaves behind, or has been talked into, ends with it. */
export interface FileJob {
  file: Blob;
  name: string;
  password?: string | undefined;
}

export type FileReport =
  | { type: 'progress'; share: number }
  /** `hash`: SHA-256 of the file's bytes in hexadecimal digits. */
  | { type: 'done'; read: ExtractedFile; hash: string }
  | { type: 'failed'; error: ErrorRecord };

/** So often at most (milliseconds): each report is written to the database. */
const reportEveryMs = 200;

const post = (report: FileReport) => postMessage(report);

addEventListener('message', async ({ data: { file, name, password } }: MessageEvent<FileJob>) => {
  let reportedAt = 0;
  // That it has started is a word, too: on a busy machine that alone takes seconds.
  post({ type: 'progress', share: 0 });
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    // Before reading: parsers may take the bytes over.
    const hash = await hashBytes(bytes);
    post({ type: 'progress', share: 0 });
    const read = await readFile(
      {
        name,
        type: file.type,
        bytes,
        password,
        onProgress(share) {
          const now = performance.now();
          if (now - reportedAt < reportEveryMs) return;
          reportedAt = now;
          post({ type: 'progress', share });
        },
      },
      // A worker is stopped from outside.
      new AbortController().signal,
    );
    post({ type: 'done', read, hash });
  } catch (error) {
    post({ type: 'failed', error: toAppError(error).toRecord() });
  }
});
