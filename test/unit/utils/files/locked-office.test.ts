import { describe, expect, it } from 'vitest';
import { compoundOf } from '../../../helpers/compound-of.ts';
import { docxOf, p } from '../../../helpers/docx-of.ts';
import { readAs } from '../../../helpers/file-to-read.ts';
import { lockAgile, lockStandard } from '../../../helpers/lock-office.ts';

const text = 'The lamp costs 94 euros. '.repeat(400).trim();
const whole = docxOf(p(text));

describe.each([
  ['as since 2010', lockAgile],
  ['as in 2007', lockStandard],
])('an office file that is locked %s', (_, lock) => {
  it('is opened with its password', async () => {
    await expect(readAs('a.docx', lock(whole, 'pässword'), 'pässword')).resolves.toMatchObject({
      markdown: text,
      format: 'DOCX',
    });
  });

  it.each([
    ['no password is given', undefined, 'file-locked'],
    ['it is wrong', 'other', 'password-wrong'],
  ])('says so where %s', async (_, password, code) => {
    await expect(readAs('a.docx', lock(whole, 'pässword'), password)).rejects.toMatchObject({ code });
  });

  it('is opened where it is only protected against changes', async () => {
    expect((await readAs('a.docx', lock(whole, 'VelvetSweatshop'))).markdown).toBe(text);
  });
});

it.each([
  ['nothing beside its package', { EncryptedPackage: new Uint8Array(5000) }, 'file-broken'],
  [
    'a lock of another kind',
    {
      EncryptedPackage: new Uint8Array(5000),
      EncryptionInfo: Uint8Array.of(3, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    },
    'file-locked',
  ],
])('says so where it has %s', async (_, streams, code) => {
  await expect(readAs('a.docx', compoundOf(streams))).rejects.toMatchObject({ code });
});
