import { expect, it } from 'vitest';
import { durabilityOf, onWriteFailure, tellFailure } from '../../../../utils/storage/write-failures';

class Transaction extends EventTarget {
  error: DOMException | null = null;
  abort(error: DOMException | null): void {
    this.error = error;
    this.dispatchEvent(new Event('abort'));
  }
}

it('tells every page of a write that found no room, and of none that was taken back', async () => {
  const told: string[] = [];
  const end = onWriteFailure((code) => told.push(code));
  const abort = (name?: string, store = 'chats') => {
    const transaction = new Transaction();
    tellFailure([store], transaction);
    transaction.abort(name ? new DOMException('', name) : null);
  };
  abort();
  abort('ConstraintError');
  // The answer says so itself.
  abort('QuotaExceededError', 'growing');
  abort('QuotaExceededError');
  abort('UnknownError');
  await expect.poll(() => told).toEqual(['storage-full', 'storage-failed']);
  end();
});

it('has what the user wrote on the disk before the write counts as done, and leaves the rest to the system', () => {
  expect(durabilityOf(['chats', 'messages'])).toBe('strict');
  expect(durabilityOf(['growing'])).toBe('strict');
  expect(durabilityOf(['sources', 'texts', 'files'])).toBe('default');
});
