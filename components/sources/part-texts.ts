import type { PartKind, RemarkKind, UnreadPart, UnreadReason } from '../../utils/files/file-format';
import type { TextId } from '../ui/i18n';

/** What one part of a file is called, with its `label`. */
export const partTexts = {
  page: 'part.page',
  slide: 'part.slide',
  sheet: 'part.sheet',
  chapter: 'part.chapter',
  message: 'part.message',
  file: 'part.file',
  image: 'part.image',
  form: 'part.form',
} as const satisfies Record<UnreadPart['kind'], TextId>;

/** So many of them, with their `count`. */
export const partCountTexts = {
  page: 'part.pages',
  slide: 'part.slides',
  sheet: 'part.sheets',
  chapter: 'part.chapters',
  message: 'part.messages',
} as const satisfies Record<PartKind, TextId>;

/** Why `parts` are not in the text. */
export const unreadTexts = {
  image: 'unread.image',
  broken: 'unread.broken',
  empty: 'unread.empty',
  'over-limit': 'unread.over-limit',
  locked: 'unread.locked',
  'not-supported': 'unread.not-supported',
  linked: 'unread.linked',
} as const satisfies Record<UnreadReason, TextId>;

/** What else there is to say of a file, with a `count`. */
export const remarkTexts = {
  uncalculated: 'remark.uncalculated',
  'zero-bytes': 'remark.zero-bytes',
} as const satisfies Record<RemarkKind, TextId>;
