import { describe, expect, it } from 'vitest';
import { AppError, toAppError } from '../../../../utils/shared/app-error';

describe('toAppError', () => {
  const quota = new DOMException('', 'QuotaExceededError');

  it('knows a lack of room, also as the inner reason of an aborted transaction', () => {
    const aborted = Object.assign(new Error('AbortError'), { name: 'AbortError', inner: quota });
    const wrapped = Object.assign(new Error('once more'), { inner: aborted });
    for (const error of [quota, aborted, wrapped]) expect(toAppError(error).code).toBe('storage-full');
  });

  it('takes no other abort for one', () => {
    const aborted = Object.assign(new Error('AbortError'), { name: 'AbortError', inner: undefined });
    expect(toAppError(aborted).code).toBe('unexpected');
    expect(toAppError('QuotaExceededError').code).toBe('unexpected');
  });

  it('leaves its own errors as they are', () => {
    const own = new AppError('network', { host: 'a.test' });
    expect(toAppError(own)).toBe(own);
  });
});
