import type { ErrorCode, ErrorRecord } from '../../utils/shared/app-error';
import type { Texts } from './i18n';

/** What a user can do about an error, as the button that is offered. */
export type ErrorAction =
  | 'retry'
  | 'settings'
  | 'choose-model'
  | 'choose-part'
  | 'full-read'
  | 'withdraw'
  | 'allow-address'
  | 'read-again'
  | 'continue'
  | 'free-room';

/** One map for the whole product: each code's actions, the most helpful first. Its sentence is the text `error.<code>`. */
export const errorActions: Record<ErrorCode, readonly ErrorAction[]> = {
  'permission-needed': ['read-again'],
  'page-not-readable': ['read-again'],
  'page-empty': ['read-again'],
  'frames-not-read': ['read-again'],
  'tab-gone': [],
  'tab-hangs': ['read-again'],
  'tab-frozen': ['read-again'],
  'tab-shows-error': ['read-again'],
  'file-access-needed': ['read-again'],
  'kind-not-supported': [],
  'address-private': [],
  'page-unreachable': ['read-again'],
  'page-status': ['read-again'],
  'page-needs-scripts': ['read-again'],
  'page-too-large': [],
  'page-too-deep': [],
  'read-interrupted': ['read-again'],
  'file-empty': [],
  'file-not-supported': [],
  'file-old-format': [],
  'file-wrapped': [],
  'file-broken': [],
  'file-locked': [],
  'password-wrong': [],
  'file-over-limit': [],
  'file-no-text': [],
  'file-gone': [],
  'card-broken': [],
  'card-missing': [],
  'card-ambiguous': [],
  'card-too-large': [],
  'card-not-written': [],
  'backup-unknown': [],
  'backup-newer': [],
  'backup-damaged': [],
  'backup-too-large': [],
  'text-missing': [],
  'context-too-long': ['full-read', 'continue', 'withdraw', 'choose-model', 'choose-part'],
  'server-truncated': ['settings', 'retry'],
  'notes-incomplete': ['continue', 'choose-model'],
  'window-too-small': ['choose-model', 'withdraw', 'continue'],
  'window-unknown': ['choose-model', 'settings'],
  'endpoint-missing': ['choose-model'],
  'key-missing': ['settings', 'retry'],
  'key-rejected': ['settings', 'retry'],
  'origin-refused': ['retry', 'settings'],
  'rate-limited': ['retry'],
  'model-not-found': ['choose-model', 'retry'],
  'request-rejected': ['retry', 'settings'],
  'server-failed': ['retry'],
  'not-an-api': ['settings', 'retry'],
  network: ['retry', 'allow-address', 'settings'],
  'stream-broken': ['continue', 'retry'],
  'stream-silent': ['continue', 'retry'],
  'answer-over-limit': ['retry', 'settings'],
  interrupted: ['continue', 'retry'],
  'download-failed': ['retry'],
  'download-damaged': ['retry'],
  'engine-failed': ['retry', 'choose-model'],
  'storage-full': ['continue', 'retry', 'free-room'],
  'record-damaged': [],
  'source-missing': ['withdraw'],
  'character-missing': ['retry'],
  unexpected: ['retry'],
};

/** The sentence for an error, with the server's own words where it sent any. */
export function errorText({ code, facts }: ErrorRecord, { t, locale }: Texts): string {
  const values = {
    host: facts.host || '—',
    status: facts.status ?? '—',
    model: facts.model ?? '—',
    kind: facts.kind ?? '—',
    limit: facts.limit ? t(`error.limit.${facts.limit}`) : '—',
    part: facts.part ?? '',
  };
  const sentence = () => {
    if (code === 'rate-limited' && facts.retryAfterMs)
      return t('error.rate-limitedFor', { ...values, seconds: Math.ceil(facts.retryAfterMs / 1000) });
    // Nobody was asked: it was counted here.
    return code === 'context-too-long' && !facts.host
      ? t('error.context-too-longHere', values)
      : t(`error.${code}`, values);
  };
  // Chinese sets no space between sentences.
  const space = locale.startsWith('zh') ? '' : ' ';
  return facts.said ? sentence() + space + t('error.said', { said: facts.said }) : sentence();
}
