import { shownPath } from '../shown-path';

/** Endings for parts without a name, where they are not the second half of the media type. */
const endings: Record<string, string> = {
  'message/rfc822': 'eml',
  'message/global': 'eml',
  'message/delivery-status': 'txt',
  'text/plain': 'txt',
  'text/calendar': 'ics',
  'text/rfc822-headers': 'txt',
  'application/octet-stream': 'bin',
  'application/ms-tnef': 'dat',
};

/** What an attachment is called. @param index from 0, for those without a name. */
export function attachmentName(filename: string | null, mimeType: string, index: number): string {
  const name = filename ? shownPath(filename) : '';
  const ending = endings[mimeType];
  // A letter is told by its name as well.
  if (name) return ending === 'eml' && !/\.eml$/i.test(name) ? `${name}.eml` : name;
  return `${index + 1}.${ending ?? mimeType.split('/')[1] ?? 'bin'}`;
}
