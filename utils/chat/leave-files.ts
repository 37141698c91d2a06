import type { ExtractedFile, UnreadReason } from '../files/file-format';

/** A file without the files that lie in it: its receipt names them. Pure. */
export function leaveFiles({ files = [], ...read }: ExtractedFile, reason: UnreadReason): ExtractedFile {
  return {
    ...read,
    unread: [...read.unread, ...files.map(({ path }) => ({ kind: 'file' as const, label: path, reason }))],
  };
}
