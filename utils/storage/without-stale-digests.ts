import type { ChatMessage } from '../messages/chat-message';
import type { DBCore, Middleware, StoredDigest } from './database';

/** Ranges of keys, as Dexie's core names them. */
const everyKey = { type: 3, lower: undefined, upper: undefined } as const;
const between = (lower: unknown, upper: unknown) => ({ type: 2, lower, upper }) as const;

/**
 * What is written of a chat's messages takes the chat's digest away in the same transaction, with the whole pack where it is in one: no
 * writer has to think of it, no crash leaves one that is older than its messages, and nothing stays of what was deleted. (As dexie-cloud
 * keeps its list of mutations, a transaction gets two more stores.)
 */
export const withoutStaleDigests: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'stale-digests',
  create: (core) => ({
    ...core,
    transaction: (stores, mode, options) => {
      const isWidened = mode === 'readwrite' && stores.includes('messages');
      const all = isWidened ? [...new Set([...stores, 'digests', 'packs'])] : stores;
      return core.transaction(all, mode, options);
    },
    table(name) {
      const table = core.table(name);
      // While an older database is brought up to date, there are none yet.
      const hasDigests = core.schema.tables.some((other) => other.name === 'packs');
      if (name !== 'messages' || !hasDigests) return table;
      const digests = core.table('digests');
      const packs = core.table('packs');
      type Transaction = Parameters<typeof table.mutate>[0]['trans'];
      const forgetChat = (trans: Transaction, chatId: string) => {
        const range = between([chatId, core.MIN_KEY], [chatId, core.MAX_KEY]);
        const query = { index: digests.schema.primaryKey, range };
        return digests.query({ trans, values: true, query }).then(({ result }) => {
          const keys = (result as StoredDigest[]).flatMap((digest) =>
            'packId' in digest ? digest.packId : [],
          );
          if (result.length === 0) return;
          return digests
            .mutate({ type: 'deleteRange', trans, range })
            .then(() => (keys.length > 0 ? packs.mutate({ type: 'delete', trans, keys }) : undefined));
        });
      };
      const forget = (trans: Transaction, messages: (ChatMessage | undefined)[]) => {
        const chatIds = new Set(messages.flatMap((message) => message?.chatId ?? []));
        return Promise.all([...chatIds].map((id) => forgetChat(trans, id)));
      };
      return {
        ...table,
        mutate(request) {
          const { trans } = request;
          if (request.type === 'deleteRange')
            return digests
              .mutate({ type: 'deleteRange', trans, range: everyKey })
              .then(() => packs.mutate({ type: 'deleteRange', trans, range: everyKey }))
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
