import { makeAnswer, makeChat, makeQuestion, makeStoredSource } from './make-chat.ts';
import type { SeedRecords } from './seed-chats.ts';

interface SampleChat {
  title: string;
  daysAgo: number;
  answer: string;
  source?: string;
  isPinned?: boolean;
  isAtWork?: boolean;
}

const samples: Record<'en' | 'zh', SampleChat[]> = {
  en: [
    {
      title: 'What did the keepers of the northern light write down, and for whom did they do it?',
      daysAgo: 0,
      answer: 'They wrote down every ship that passed, for thirty-one years, in **eleven green books**.',
      source: 'The northern light: a history of one tower',
    },
    {
      title: 'Compare the three papers on long contexts',
      daysAgo: 0,
      answer: 'All three agree that the middle of a long text is read worst.',
      isAtWork: true,
    },
    {
      title: 'Summarise this contract',
      daysAgo: 0,
      answer: 'It runs for two years and may be ended with three months’ notice.',
      source: 'Lease of the pier.pdf',
      isPinned: true,
    },
    {
      title: '/map the causes of the Great Fire',
      daysAgo: 1,
      answer: '# The Great Fire\n- Wooden houses\n- A dry summer',
    },
    { title: 'Ilse Varn', daysAgo: 1, answer: '*She trims the wick.* Come in.' },
    {
      title: 'Why does fetch() not reject on 404?',
      daysAgo: 2,
      answer: 'Because a response has arrived: `fetch` rejects only where none does. Look at `response.ok`.',
    },
    {
      title: 'List every date in the minutes of the harbour board, with who was present and what was decided',
      daysAgo: 4,
      answer: 'There are fourteen dates. On 3 March the lighthouse was given a new lamp.',
      source: 'Minutes of the harbour board 1871–1879.docx',
    },
    {
      title: 'Translate the letter from 1893',
      daysAgo: 12,
      answer: 'Dear sister, the light has been out for three nights.',
    },
    { title: 'Recipes without an oven', daysAgo: 40, answer: 'Flatbread, dumplings, a pot of beans.' },
    {
      title: 'How do lighthouses get their power?',
      daysAgo: 75,
      answer: 'First oil, then gas, then a cable or the sun. The northern light had oil until 1934.',
    },
    { title: 'Notes for the talk', daysAgo: 420, answer: 'Begin with the storm.' },
  ],
  zh: [
    {
      title: '北方灯塔的历任看守人都记下了些什么？他们是为谁而记的？请把每一条都列出来',
      daysAgo: 0,
      answer: '他们记下了每一艘经过的船，一共三十一年，写满了**十一本绿色的本子**。',
      source: '北方之光：一座灯塔的历史',
    },
    {
      title: '比较这三篇关于长上下文的论文',
      daysAgo: 0,
      answer: '三篇都认为，长文本的中段读得最差。',
      isAtWork: true,
    },
    {
      title: '总结这份合同',
      daysAgo: 0,
      answer: '为期两年，提前三个月通知即可解约。',
      source: '码头租约.pdf',
      isPinned: true,
    },
    { title: '/map 伦敦大火的起因', daysAgo: 1, answer: '# 伦敦大火\n- 木头房子\n- 干旱的夏天' },
    { title: '林夕', daysAgo: 1, answer: '*她剪着灯芯。*进来吧。' },
    {
      title: '为什么 fetch() 遇到 404 不会 reject？',
      daysAgo: 2,
      answer: '因为已经收到了响应：只有完全没有响应时 `fetch` 才会 reject。请看 `response.ok`。',
    },
    {
      title: '列出港务委员会会议记录里的所有日期，以及每次有谁出席、作出了什么决定',
      daysAgo: 4,
      answer: '一共十四个日期。3 月 3 日，灯塔换上了新灯。',
      source: '港务委员会会议记录 1871–1879.docx',
    },
    { title: '翻译 1893 年的那封信', daysAgo: 12, answer: '亲爱的妹妹，灯已经灭了三个晚上。' },
    { title: '不用烤箱的菜谱', daysAgo: 40, answer: '烙饼、饺子、一锅豆子。' },
    {
      title: '灯塔的电是从哪里来的？',
      daysAgo: 75,
      answer: '先是油，后是煤气，再后来是电缆或太阳能。北方灯塔一直用油到 1934 年。',
    },
    { title: '演讲的笔记', daysAgo: 420, answer: '从那场风暴讲起。' },
  ],
};

const dayMs = 24 * 60 * 60_000;

/**
 * Chats of more than a year, with the ids `chat-0`, `chat-1` and so on, their messages and sources.
 * @param now milliseconds since 1970.
 * @param prefix of the ids.
 */
export function sampleChats(
  language: 'en' | 'zh',
  now: number,
  prefix = 'chat',
): Required<Omit<SeedRecords, 'texts'>> {
  const made = samples[language].map((sample, index) => {
    const id = `${prefix}-${index}`;
    const updatedAt = now - sample.daysAgo * dayMs - index * 60_000;
    const leafId = `${id}-answer`;
    const source = sample.source && makeStoredSource(`${id}-source`, { title: sample.source });
    const isAtWork = sample.isAtWork ?? false;
    return {
      chat: makeChat(id, {
        title: sample.title.slice(0, 80),
        updatedAt,
        createdAt: updatedAt,
        leafId,
        ...(sample.isPinned ? { pinnedAt: now } : {}),
      }),
      messages: [
        makeQuestion(`${id}-question`, id, {
          text: sample.title,
          sourceIds: source ? [source.id] : [],
          createdAt: updatedAt,
        }),
        makeAnswer(leafId, id, {
          parentId: `${id}-question`,
          text: isAtWork ? '' : sample.answer,
          status: isAtWork ? 'streaming' : 'done',
          createdAt: updatedAt + 1,
        }),
      ],
      sources: source ? [source] : [],
    };
  });
  return {
    chats: made.map(({ chat }) => chat),
    messages: made.flatMap(({ messages }) => messages),
    sources: made.flatMap(({ sources }) => sources),
  };
}
