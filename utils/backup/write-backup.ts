import { createKeyMask } from '../storage/endpoints';
import { formatVersion, noCounts } from './format';
import { LineDigest } from './line-digest';
import { readRecords } from './read-records';
import { type Selection, selectEverything } from './select-records';

/** Bytes that are kept before they are handed to the browser, which puts large blobs on the disk. */
const bytesAtOnce = 4_000_000;

/** What a record is about, in the units of the progress: a text counts with its letters, all else alike. */
const recordUnits = 300;
const unitsOf = ({ texts, ...rest }: Selection): number => {
  const records =
    rest.chats.length + rest.messageIds.length + rest.characterIds.length + rest.sourceIds.length;
  let units = records * recordUnits;
  for (const length of texts.values()) units += length;
  return units;
};

/** The lines of a backup, without their ends. @param onProgress 0 to 1. */
async function* backupLines(
  createdAt: number,
  onProgress: (share: number) => void,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const digest = new LineDigest();
  const counts = noCounts();
  const mask = await createKeyMask();
  const line = async (value: unknown, isExact = false) => {
    // Well-formed (ES2019): half a surrogate pair is written as an escape, and comes back as it was.
    const json = JSON.stringify(value);
    const bytes = encoder.encode(isExact ? json : mask(json));
    await digest.add(bytes);
    return bytes;
  };
  yield line({ unabridged: 'backup', version: formatVersion, createdAt });
  const selection = await selectEverything();
  const allUnits = unitsOf(selection);
  let units = 0;
  for await (const { table, record } of readRecords(selection, true)) {
    // A source's text is what the user read, and is found by its hash.
    yield line([table, record], table === 'texts');
    counts[table]++;
    units += table === 'texts' ? record.text.length : recordUnits;
    onProgress(Math.min(1, units / allUnits));
  }
  yield encoder.encode(JSON.stringify({ end: true, counts, digest: digest.value }));
}

/** Everything that comes out of a stream, in pieces that are large enough to be put away. */
async function toBlob(stream: ReadableStream<Uint8Array>, type: string): Promise<Blob> {
  const parts: Blob[] = [];
  let open: Uint8Array<ArrayBuffer>[] = [];
  let openBytes = 0;
  const close = () => {
    if (openBytes > 0) parts.push(new Blob(open));
    open = [];
    openBytes = 0;
  };
  for await (const chunk of stream) {
    open.push(chunk as Uint8Array<ArrayBuffer>);
    openBytes += chunk.length;
    if (openBytes >= bytesAtOnce) close();
  }
  close();
  return new Blob(parts, { type });
}

/**
 * A backup of everything but keys, as one file; see format.ts. At no time more than a few records are in memory.
 * @param createdAt milliseconds since 1970.
 */
export async function writeBackup(createdAt: number, onProgress: (share: number) => void): Promise<Blob> {
  const lines = backupLines(createdAt, onProgress);
  const newLine = new Uint8Array([10]);
  const plain = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else {
        controller.enqueue(value as Uint8Array<ArrayBuffer>);
        controller.enqueue(newLine);
      }
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return toBlob(plain.pipeThrough(new CompressionStream('gzip')), 'application/gzip');
}
