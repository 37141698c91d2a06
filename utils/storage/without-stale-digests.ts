import type { ChatMessage } from '../messages/chat-message';
import type { DBCore, Middleware } from './database';

/** Ranges of keys, as Dexie's core names them. */
const everyKey = { type: 3, lower: undefined, upper: undefined } as const;
const between = (lower: unknown, upper: unknown) => ({ type: 2, lower, upper }) as const;

/**
 * What is written of a chat's messages takes the chat's digest away in the same transaction: no writer has to think of it, and no crash
 * leaves one that is older than its messages. (As dexie-cloud keeps its list of mutations, a transaction gets one more store.)
 */
export const withoutStaleDigests: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'stale-digests',
  create: (core) => ({
    ...core,
    transaction: (stores, mode, options) => {
      const isWidened = mode === 'readwrite' && stores.includes('messages') && !stores.includes('digests');
      return core.transaction(isWidened ? [...stores, 'digests'] : stores, mode, options);
    },
    table(name) {
      const table = core.table(name);
      // While an older database is brought up to date, there are none yet.
      const hasDigests = core.schema.tables.some((other) => other.name === 'digests');
      if (name !== 'messages' || !hasDigests) return table;
      const digests = core.table('digests');
      const forget = (
        trans: Parameters<typeof table.mutate>[0]['trans'],
        messages: (ChatMessage | undefined)[],
      ) => {
        const ids = new Set(messages.flatMap((message) => message?.chatId ?? []));
        const ranges = [...ids].map((id) => between([id, core.MIN_KEY], [id, core.MAX_KEY]));
        return Promise.all(ranges.map((range) => digests.mutate({ type: 'deleteRange', trans, range })));
      };
      return {
        ...table,
        mutate(request) {
          const { trans } = request;
          if (request.type === 'deleteRange')
            return digests
              .mutate({ type: 'deleteRange', trans, range: everyKey })
              .then(() => table.mutate(request));
          if (request.type === 'delete')
            return table
              .getMany({ trans, keys: [...request.keys] })
              .then((gone) => forget(trans, gone))
              .then(() => table.mutate(request));
          return table
            .mutate(request)
            .then((reply) => forget(trans, [...request.values] as ChatMessage[]).then(() => reply));
        },
      };
    },
  }),
};
