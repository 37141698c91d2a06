import type { ContainedFile, UnreadPart } from '../file-format';
import { limits } from '../limits';
import { shownPath } from '../shown-path';

/** A file that a PDF holds: in its list of files, or pinned to a page. */
export interface AttachedFile {
  name: string;
  /** @returns undefined where there is nothing behind its name. @throws what pdf.js throws over a damaged one. */
  bytes(): Promise<Uint8Array | undefined>;
}

/** The file that an annotation pins to its page, as pdf.js gives it. */
export function pinnedFile(annotation: unknown): { name: string; id: string } | undefined {
  const { subtype, fileId, file } = annotation as {
    subtype?: string;
    fileId?: string;
    file?: { filename?: string };
  };
  return subtype === 'FileAttachment' ? { name: file?.filename ?? '', id: fileId ?? '' } : undefined;
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

/** Takes a PDF's files out, each once, within our limits; what cannot be taken out is named. */
export class AttachedFiles {
  readonly files: ContainedFile[] = [];
  readonly unread: UnreadPart[] = [];
  readonly #taken: { path: string; bytes: Uint8Array }[] = [];
  #sizeBytes = 0;

  async take(attached: AttachedFile): Promise<void> {
    const path = shownPath(attached.name) || String(this.files.length + this.unread.length + 1);
    const leave = (reason: UnreadPart['reason']) => this.unread.push({ kind: 'file', label: path, reason });
    if (this.files.length >= limits.entries) {
      leave('over-limit');
      return;
    }
    // One damaged file is named; the others are read.
    const bytes = await attached.bytes().catch(() => undefined);
    if (!bytes) {
      leave('broken');
      return;
    }
    if (this.#taken.some((before) => before.path === path && isSame(before.bytes, bytes))) return;
    this.#sizeBytes += bytes.length;
    if (this.#sizeBytes > limits.unpackedBytes) {
      leave('over-limit');
      return;
    }
    this.#taken.push({ path, bytes });
    this.files.push({ path, blob: new Blob([new Uint8Array(bytes)]) });
  }
}
