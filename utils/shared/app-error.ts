/** Every way in which the product fails, as the user meets it. A new code needs a sentence and an action in `components/ui`. */
export const errorCodes = [
  'permission-needed',
  'page-not-readable',
  'page-empty',
  'frames-not-read',
  'tab-gone',
  'tab-hangs',
  'tab-frozen',
  'tab-shows-error',
  'file-access-needed',
  'kind-not-supported',
  'address-private',
  'page-unreachable',
  'page-status',
  'page-needs-scripts',
  'page-too-large',
  'page-too-deep',
  'read-interrupted',
  'file-empty',
  'file-not-supported',
  'file-old-format',
  'file-wrapped',
  'file-broken',
  'file-locked',
  'password-wrong',
  'file-over-limit',
  'file-no-text',
  'file-gone',
  'card-broken',
  'card-missing',
  'card-ambiguous',
  'card-too-large',
  'card-not-written',
  'backup-unknown',
  'backup-newer',
  'backup-damaged',
  'backup-too-large',
  'text-missing',
  'context-too-long',
  'window-unknown',
  'server-truncated',
  'notes-incomplete',
  'window-too-small',
  'endpoint-missing',
  'key-missing',
  'key-rejected',
  'origin-refused',
  'rate-limited',
  'model-not-found',
  'request-rejected',
  'server-failed',
  'not-an-api',
  'network',
  'stream-broken',
  'stream-silent',
  'answer-over-limit',
  'interrupted',
  'download-failed',
  'download-damaged',
  'engine-failed',
  'storage-full',
  'record-damaged',
  'source-missing',
  'character-missing',
  'unexpected',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What a file may have too much of (see `utils/files/limits.ts`), or an answer. */
export type FileLimit = 'bytes' | 'characters' | 'entries' | 'depth' | 'pages' | 'seconds';

/** Facts that a sentence about the error may name. Never a key, never page text. */
export interface ErrorFacts {
  /** Host (with port) of the endpoint, or of the page. */
  host?: string;
  /** HTTP status. */
  status?: number;
  /** What the server said, scrubbed and shortened. */
  said?: string;
  /** How long the server asks to wait, in milliseconds. */
  retryAfterMs?: number;
  /** What a file or page is, as a media type. */
  kind?: string;
  /** Which limit a file or an answer is over. */
  limit?: FileLimit;
  /** Name of the part of a file that it is about. */
  part?: string;
  model?: string;
  tokenCount?: number;
  windowTokens?: number;
}

/** An AppError as it is stored and sent between pages. */
export interface ErrorRecord {
  code: ErrorCode;
  facts: ErrorFacts;
}

/** The one error class: foreign errors are translated once, at the door that met them. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, facts: ErrorFacts = {}, cause?: unknown) {
    super(facts.said ? `${code}: ${facts.said}` : code, { cause });
    this.name = 'AppError';
    this.code = code;
    this.facts = facts;
  }

  toRecord(): ErrorRecord {
    return { code: this.code, facts: this.facts };
  }
}

/** The browser refuses a write for lack of room; the database's library tells that as the inner reason of an aborted transaction. */
function isNoRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'QuotaExceededError' || ('inner' in error && isNoRoom(error.inner));
}

/** Any thrown value as an AppError; what nobody translated is `unexpected` and keeps its message. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isNoRoom(error)) return new AppError('storage-full', {}, error);
  const said = error instanceof Error ? error.message : String(error);
  return new AppError('unexpected', { said: said.slice(0, 300) }, error);
}
