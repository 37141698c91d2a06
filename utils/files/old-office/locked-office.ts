import { AppError } from '../../shared/app-error';
import { holdsStream, openCompoundFile } from '../compound-file';
import { docx } from '../docx/docx';
import type { ExtractedFile, FileFormat, FileToRead } from '../file-format';
import { pptx } from '../pptx/pptx';
import { workbook } from '../sheets/workbook';
import { lockOf } from './decrypt-package';

/** By which Excel locks files that are only protected against changes; no user knows it. */
const excelsOwn = 'VelvetSweatshop';

/** Word, Excel and PowerPoint files that are encrypted with a password: opened with it, then read as what they are. */
export const lockedOffice: FileFormat = {
  name: 'locked Office file',
  accept: ({ bytes }) => holdsStream(bytes, 'EncryptedPackage'),
  async read(file: FileToRead, signal: AbortSignal): Promise<ExtractedFile> {
    const lock = lockOf(openCompoundFile(file.bytes));
    file.onProgress(0.05);
    const bytes = lock.open(file.password || excelsOwn);
    if (!bytes) throw new AppError(file.password ? 'password-wrong' : 'file-locked');
    file.onProgress(0.2);
    const opened: FileToRead = { ...file, bytes };
    const format = [docx, workbook, pptx].find((candidate) => candidate.accept(opened));
    if (!format) throw new AppError('file-broken', { kind: 'Office' });
    return format.read(opened, signal);
  },
};
