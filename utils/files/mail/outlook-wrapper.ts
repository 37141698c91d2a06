import { AppError } from '../../shared/app-error';
import type { FileFormat } from '../file-format';

/** `winmail.dat` (MS-OXTNEF): what Outlook makes of a letter's attachments for others of its kind. Told, not read. */
export const outlookWrapper: FileFormat = {
  name: 'TNEF',
  accept: ({ bytes: [a, b, c, d] }) => a === 0x78 && b === 0x9f && c === 0x3e && d === 0x22,
  async read() {
    throw new AppError('file-wrapped');
  },
};
