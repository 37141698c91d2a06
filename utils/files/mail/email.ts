import { toMarkdown } from '../../extract/to-markdown';
import { AppError } from '../../shared/app-error';
import type { ExtractedFile, FileFormat, FileToRead } from '../file-format';
import { extensionOf, headOf } from '../signatures';
import { readMarkup } from '../web/read-markup';
import { attachmentName } from './attachment-name';
import { inlinePictures } from './inline-pictures';
import { mendMessage } from './mend-message';

interface Mailbox {
  name?: string | undefined;
  address?: string | undefined;
  group?: readonly Mailbox[] | undefined;
}

function shown({ name, address, group }: Mailbox): string {
  if (group) return `${name}: ${group.map(shown).join(', ')}`;
  return name && address ? `${name} <${address}>` : name || address || '';
}

const toLine = (mailboxes: readonly Mailbox[] | undefined): string => (mailboxes ?? []).map(shown).join(', ');

const lengthOf = (text: string): number => text.replace(/\s+/g, '').length;

const headerLine = /^[\w-]+:[ \t]?[^\r\n]*\r?$/m;
const mailHeaders = /^(?:from|to|subject|date|received|message-id|mime-version|return-path|delivered-to):/im;

/** A letter that was sent: its head as lines, its text, and its attachments as files of their own. */
export const email: FileFormat = {
  name: 'EML',
  accept({ name, bytes }) {
    const head = headOf(bytes, 4096).split(/\r?\n\r?\n/, 1)[0]!;
    const looksIt = headerLine.test(head.split('\n', 1)[0] ?? '') && mailHeaders.test(head);
    if (!looksIt) return false;
    // A text that begins with a line like a header is not a letter: without the ending, more of a letter's head must be there.
    return extensionOf(name) === 'eml' || (/^(?:received|message-id):/im.test(head) && /^from:/im.test(head));
  },
  async read({ bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const { default: PostalMime } = await import('postal-mime');
    const mail = await PostalMime.parse(mendMessage(bytes));
    const head = [
      ['From', toLine(mail.from && [mail.from])],
      ['To', toLine(mail.to)],
      ['Cc', toLine(mail.cc)],
      ['Bcc', toLine(mail.bcc)],
      ['Date', mail.date ?? ''],
    ].flatMap(([label, value]) => (value ? [`**${label}:** ${value}`] : []));
    // The plain form is written for readers without HTML, but some letters only say in it that they have one.
    const plain = mail.text?.trim() ?? '';
    const page = mail.html ? readMarkup(mail.html) : undefined;
    const rich = page ? toMarkdown(page.body) : '';
    const isRich = lengthOf(rich) > lengthOf(plain) * 1.5;
    const body = isRich ? rich : plain;
    const attached = mail.attachments.map((attachment, index) => ({
      path: attachmentName(attachment.filename, attachment.mimeType, index),
      type: attachment.mimeType,
      bytes: new Uint8Array(attachment.content as ArrayBuffer),
      // Pictures that stand within the text.
      isInline:
        Boolean(attachment.related) &&
        attachment.disposition !== 'attachment' &&
        attachment.mimeType.startsWith('image/'),
    }));
    const inline = attached
      .filter(({ isInline }) => isInline)
      .map(({ path, bytes }) => ({ name: path, bytes }));
    const { texts, unread } = await inlinePictures(inline, onProgress);
    const files = attached
      .filter(({ isInline }) => !isInline)
      .map(({ path, type, bytes }) => ({ path, blob: new Blob([bytes], { type }) }));
    if (!body && files.length === 0 && texts.length === 0)
      throw new AppError(unread.length > 0 ? 'file-no-text' : 'file-empty');
    return {
      format: 'EML',
      markdown: [
        mail.subject ? `# ${mail.subject}` : '',
        head.join('  \n'),
        body.replace(/\r\n?/g, '\n'),
        ...texts,
      ]
        .filter(Boolean)
        .join('\n\n'),
      marks: [],
      unread,
      hiddenCharacters: isRich ? page!.hiddenCharacters : 0,
      ...(texts.length > 0 ? { recognisedParts: texts.length } : {}),
      files,
    };
  },
};
