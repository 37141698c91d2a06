import type { Page } from 'puppeteer';

/** How much is written. */
export interface HistorySize {
  chats: number;
  messagesAChat: number;
  sources: number;
  /** Of one source's text, in UTF-8. */
  sourceBytes: number;
}

/** Words that only few messages have, and such as most have. */
export const planted = { rare: ['quasarlight', '量子纠缠'], frequent: ['ships', '灯塔'] } as const;

/**
 * Writes a history of chats in English and Chinese, answers in Markdown with a second branch in every tenth, and sources, straight into the
 * extension's database. It is made in the page: 200 MB would take minutes to be sent there.
 */
export async function writeHistory(page: Page, size: HistorySize): Promise<void> {
  await page.evaluate(
    async ({ chats, messagesAChat, sources, sourceBytes }, [rareEnglish, rareChinese]) => {
      let state = 7;
      const random = (below: number) => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return Math.floor((state / 2_147_483_648) * below);
      };
      const english =
        'keeper light harbour storm ships lamp oil winter letters ledger coast fog signal tower glass wind reading model window context paper result method figure table answer question night northern passage record chronicle inspector telegraph the of and to in that was with for'.split(
          ' ',
        );
      const chinese =
        '灯塔 看守人 北方 风暴 船只 海岸 灯油 冬天 书信 账本 浓雾 信号 玻璃 窗口 上下文 论文 结果 方法 图表 回答 问题 夜晚 记录 编年史 视察员 电报 因此 但是 以及 这些 他们 已经 可以 没有 一个'.split(
          ' ',
        );
      const sentence = (isChinese: boolean) => {
        const words = Array.from({ length: 6 + random(12) }, () =>
          isChinese ? chinese[random(chinese.length)]! : english[random(english.length)]!,
        );
        return isChinese ? `${words.join('')}。` : `${words.join(' ')}. `;
      };
      const prose = (characters: number, isChinese: boolean) => {
        let text = '';
        while (text.length < characters) text += sentence(isChinese);
        return text;
      };
      const answer = (characters: number, isChinese: boolean) =>
        [
          prose(characters * 0.3, isChinese),
          `## ${sentence(isChinese)}`,
          ...Array.from(
            { length: 4 },
            () => `- **${sentence(isChinese)}** ${prose(characters * 0.1, isChinese)}`,
          ),
          '```ts\nconst ships = await readAll(ledger);\n```',
          prose(characters * 0.3, isChinese),
        ].join('\n\n');

      const open = indexedDB.open('unabridged');
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      const write = async (records: Record<string, unknown[]>) => {
        const transaction = database.transaction(Object.keys(records), 'readwrite');
        for (const [store, added] of Object.entries(records))
          for (const record of added) transaction.objectStore(store).put(record);
        await new Promise<void>((resolve, reject) => {
          transaction.oncomplete = () => resolve();
          transaction.onerror = () => reject(transaction.error);
        });
      };

      const now = Date.now();
      for (let index = 0; index < sources; index++) {
        const isChinese = index % 2 === 1;
        const hash = String(index).padStart(64, '0');
        const page = prose(5_000, isChinese);
        const characterCount = Math.round(sourceBytes / (isChinese ? 3 : 1));
        const text = page.repeat(Math.ceil(characterCount / page.length)).slice(0, characterCount);
        await write({
          texts: [{ hash, text: `${index} ${text}` }],
          sources: [
            {
              id: `source-${index}`,
              kind: 'page',
              title: `${sentence(isChinese).slice(0, 60)} ${index}`,
              url: `https://seed.test/${index}`,
              status: 'ready',
              textHash: hash,
              envelope: hash.slice(0, 20),
              characterCount,
              tokenCount: Math.ceil(characterCount / 3),
              readAt: now - index * 60_000,
            },
          ],
          counts: [{ hash, tokens: { o200k: Math.ceil(characterCount / 3) } }],
        });
      }
      for (let index = 0; index < chats; index++) {
        const isChinese = index % 2 === 1;
        const id = `seed-${index}`;
        const createdAt = now - index * 17 * 3_600_000;
        const messages: Record<string, unknown>[] = [];
        let parentId: string | null = null;
        for (let place = 0; place < messagesAChat; place++) {
          const messageId: string = `${id}-${place}`;
          const base = { id: messageId, chatId: id, parentId, createdAt: createdAt + place * 1000 };
          // A rare word is in three chats.
          const rare =
            index % 200 === (isChinese ? 91 : 90) && place === 7
              ? ` ${isChinese ? rareChinese : rareEnglish} `
              : '';
          if (place % 2 === 0)
            messages.push({
              ...base,
              role: 'user',
              text: prose(20 + random(160), isChinese).trim(),
              sourceIds: place === 0 ? [`source-${index % sources}`] : [],
            });
          else {
            messages.push({
              ...base,
              role: 'assistant',
              text: answer(300 + random(1900), isChinese) + rare,
              reasoning: '',
              status: 'done',
              finishReason: 'stop',
              choice: { endpointId: 'seed', model: 'seed' },
            });
            // The first of two stays behind as a branch of its own.
            if (place % 10 === 9) continue;
          }
          parentId = messageId;
        }
        await write({
          messages,
          chats: [
            {
              id,
              title: String(messages[0]!.text).slice(0, 80),
              createdAt,
              updatedAt: createdAt + messagesAChat * 1000,
              leafId: `${id}-${messagesAChat - 1}`,
              draft: '',
              pendingSourceIds: [],
              ...(index % 100 === 50 ? { pinnedAt: now } : {}),
            },
          ],
        });
      }
      database.close();
    },
    size,
    planted.rare,
  );
}
