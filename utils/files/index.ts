import { archive } from './archive';
import { docx } from './docx/docx';
import { epub } from './epub/epub';
import type { FileFormat } from './file-format';
import { email } from './mail/email';
import { outlookWrapper } from './mail/outlook-wrapper';
import { odf } from './odf/odf';
import { doc } from './old-office/doc';
import { lockedOffice } from './old-office/locked-office';
import { ppt } from './old-office/ppt';
import { pdf } from './pdf/pdf';
import { picture } from './picture/picture';
import { plainText } from './plain-text';
import { pptx } from './pptx/pptx';
import { rtf } from './rtf/rtf';
import { csv } from './sheets/csv';
import { workbook } from './sheets/workbook';
import { html } from './web/html';
import { mhtml } from './web/mhtml';

/** Every kind of file that can be read. The first that accepts a file reads it, so the certain signs come before the vague ones. */
export const formats: readonly FileFormat[] = [
  pdf,
  picture,
  docx,
  pptx,
  workbook,
  odf,
  epub,
  archive,
  outlookWrapper,
  lockedOffice,
  doc,
  ppt,
  rtf,
  mhtml,
  email,
  csv,
  html,
  plainText,
];
