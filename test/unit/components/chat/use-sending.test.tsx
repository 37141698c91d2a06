// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { useSending } from '../../../../components/chat/use-sending.ts';
import type { Source } from '../../../../utils/sources/source.ts';
import { makeStoredSource } from '../../../helpers/make-chat.ts';

type Input = Parameters<typeof useSending>[0];

const model = { choice: { endpointId: 'e', model: 'm' }, name: 'm', place: '', isOnDevice: false } as never;
const inChat = (chatId: string, pending: readonly Source[], addQuestion: Input['addQuestion']): Input => ({
  chatId,
  pending,
  shown: { sourceIds: pending.map(({ id }) => id), leafId: null, draft: '' },
  model,
  fit: undefined,
  isUnsaved: false,
  draft: 'Who?',
  setDraft: () => undefined,
  dropDraft: () => undefined,
  addQuestion,
  removeSources: async () => undefined,
});
const source = (status: Source['status']) => makeStoredSource('a', { status });

it('sends a question that waited for its page in its own chat, and in no other', async () => {
  const addQuestion = vi.fn<Input['addQuestion']>(async () => undefined);
  const { result, rerender } = renderHook(useSending, {
    initialProps: inChat('first', [source('reading')], addQuestion),
  });
  await act(() => result.current.send('Who?'));
  expect(result.current.obstacle).toMatchObject({ kind: 'reading' });

  await act(async () => rerender(inChat('second', [], addQuestion)));
  expect(result.current.obstacle).toBeUndefined();
  expect(addQuestion).not.toHaveBeenCalled();

  await act(async () => rerender(inChat('first', [source('ready')], addQuestion)));
  expect(addQuestion).toHaveBeenCalledOnce();
});
