import { modelFolder } from './model-files';
import { resumePlan } from './resume-plan';

/** What the worker is started with. */
export interface DownloadJob {
  addresses: string[];
  file: string;
  part: string;
  sizeBytes: number;
  sha256: string;
}

export type DownloadReport =
  | { kind: 'progress'; loadedBytes: number }
  | { kind: 'done' }
  /** `damaged`: the bytes are not the model's; they were thrown away. */
  | { kind: 'failed'; why: 'network' | 'damaged' | 'no-room'; said: string; keptBytes: number };

const reportEveryMs = 100;
const report = (message: DownloadReport) => postMessage(message);

/** The part of FileSystemSyncAccessHandle that is used; TypeScript knows it in its worker library only. */
interface SyncHandle {
  getSize(): number;
  truncate(size: number): void;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  flush(): void;
  close(): void;
}
type SyncCapable = FileSystemFileHandle & {
  createSyncAccessHandle(): Promise<SyncHandle>;
  move(name: string): Promise<void>;
};

/** Ends a job whose reason was reported already or is about to be. */
class DownloadFailure extends Error {
  constructor(
    readonly why: 'network' | 'damaged' | 'no-room',
    said: string,
  ) {
    super(said);
  }
}

/** Writes what is missing straight into the part file: a crash or a kill keeps what was written. */
async function fetchInto(handle: SyncHandle, address: string, job: DownloadJob): Promise<void> {
  const kept = handle.getSize();
  const response = await fetch(address, {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    ...(kept > 0 ? { headers: { Range: `bytes=${kept}-` } } : {}),
  });
  const length = response.headers.get('content-length');
  const plan = resumePlan(
    {
      status: response.status,
      contentLength: length ? Number(length) : null,
      contentRange: response.headers.get('content-range'),
    },
    kept,
    job.sizeBytes,
  );
  if (plan.kind === 'refused' || (plan.kind === 'append' && !response.body))
    throw new DownloadFailure('network', `HTTP ${response.status}`);
  if (plan.kind === 'complete') return;
  let position = plan.from;
  handle.truncate(position);
  let lastReport = 0;
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array<ArrayBuffer>>) {
    // A file that is longer than it should be is not ours.
    if (position + bytes.byteLength > job.sizeBytes) throw new DownloadFailure('damaged', 'too long');
    position += handle.write(bytes, { at: position });
    if (performance.now() - lastReport > reportEveryMs) {
      lastReport = performance.now();
      handle.flush();
      report({ kind: 'progress', loadedBytes: position });
    }
  }
  if (position < job.sizeBytes) throw new DownloadFailure('network', 'the connection ended early');
}

async function sha256Of(file: File): Promise<string> {
  // Whole in memory: Web Crypto has no running digest. The list's largest model is 98 MB.
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function run(job: DownloadJob): Promise<void> {
  const folder = await modelFolder();
  const part = (await folder.getFileHandle(job.part, { create: true })) as SyncCapable;
  const handle = await part.createSyncAccessHandle();
  try {
    let failure: unknown = new DownloadFailure('network', 'no address');
    for (const address of job.addresses) {
      try {
        await fetchInto(handle, address, job);
        failure = undefined;
        break;
      } catch (error) {
        failure = error;
        // Room and damage are not cured by another address.
        if (error instanceof DOMException && error.name === 'QuotaExceededError') break;
        if (error instanceof DownloadFailure && error.why === 'damaged') break;
      }
    }
    handle.flush();
    if (failure) throw failure;
  } finally {
    handle.close();
  }
  if ((await sha256Of(await part.getFile())) !== job.sha256) throw new DownloadFailure('damaged', 'checksum');
  await part.move(job.file);
}

self.onmessage = async (event: MessageEvent<DownloadJob>) => {
  const job = event.data;
  try {
    await run(job);
    report({ kind: 'done' });
  } catch (error) {
    const isRoom = error instanceof DOMException && error.name === 'QuotaExceededError';
    const why = error instanceof DownloadFailure ? error.why : isRoom ? 'no-room' : 'network';
    const folder = await modelFolder();
    if (why === 'damaged') await folder.removeEntry(job.part);
    const part = await folder.getFileHandle(job.part, { create: true });
    report({
      kind: 'failed',
      why,
      said: error instanceof Error ? error.message : String(error),
      keptBytes: (await part.getFile()).size,
    });
  }
};
