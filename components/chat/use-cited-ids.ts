import { useMemo, useRef } from 'react';
import { parseCitations } from '../../utils/citations/parse-citations';
import { isRunning } from '../../utils/messages/chat-message';
import type { ChatView } from './use-chat';

/** Ids of the sources that the shown answers cite. An answer is looked through once, when it has ended. */
export function useCitedIds({ thread, joinedIds }: ChatView): ReadonlySet<string> {
  const read = useRef(new Map<string, { text: string; numbers: number[] }>());
  return useMemo(() => {
    const numbersIn = (id: string, text: string): number[] => {
      const known = read.current.get(id);
      if (known?.text === text) return known.numbers;
      const numbers = parseCitations(text, false).citations.map(({ number }) => number);
      read.current.set(id, { text, numbers });
      return numbers;
    };
    return new Set(
      thread.flatMap(({ message }) =>
        message.role === 'user' || isRunning(message)
          ? []
          : numbersIn(message.id, message.text).flatMap((number) => joinedIds[number - 1] ?? []),
      ),
    );
  }, [thread, joinedIds]);
}
