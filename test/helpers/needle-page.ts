/** A small deterministic generator (mulberry32), so that a page is the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const words = {
  en: {
    subjects: [
      'The clockmaker',
      'A passing freight train',
      'The night operator',
      'Every village council',
      'The river ferry',
      'An old survey map',
      'The schoolteacher',
      'Her second letter',
    ],
    verbs: ['kept', 'described', 'measured', 'carried', 'forgot', 'repaired', 'counted', 'recorded'],
    objects: [
      'the hours of the harbour',
      'a ledger of wind and rain',
      'the names of forty stations',
      'two brass weights',
      'the price of coal in winter',
      'a promise made in spring',
      'the shape of the coastline',
      'the noise of the market',
    ],
    ends: [
      'until the first snow',
      'without being asked',
      'as the law required',
      'in a careful hand',
      'before the others woke',
      'for the rest of the year',
      'and said nothing of it',
      'with great patience',
    ],
    heading: 'Chapter',
    stop: '. ',
    join: ' ',
  },
  zh: {
    subjects: [
      '城里的钟表匠',
      '夜班的报务员',
      '渡口的老船夫',
      '那位小学教员',
      '驿站的账房先生',
      '村里的长者',
      '一列过路的货车',
      '她的第二封信',
    ],
    verbs: ['记下了', '修好了', '丈量过', '抄录了', '忘记了', '清点过', '描绘了', '带走了'],
    objects: [
      '港口每日的时辰',
      '一本风雨的账簿',
      '四十个车站的名字',
      '两枚黄铜砝码',
      '冬天煤炭的价钱',
      '春天许下的诺言',
      '海岸线的形状',
      '集市上的喧闹',
    ],
    ends: [
      '，直到第一场雪落下',
      '，没有人要求他这样做',
      '，一切都照着规矩',
      '，字迹工整而清楚',
      '，在众人醒来之前',
      '，整整一年都是如此',
      '，此后再也没有提起',
      '，十分耐心',
    ],
    heading: '第',
    stop: '。',
    join: '',
  },
} as const;

export interface NeedlePage {
  html: string;
  /** The numbered sentences, in order; one about every 500 characters. */
  needles: string[];
  title: string;
}

/**
 * A long page of prose with headings and lists, and a numbered sentence about every 500 characters.
 * @param characterCount about how many characters of text it has.
 */
export function makeNeedlePage(characterCount: number, language: 'en' | 'zh'): NeedlePage {
  const next = random(characterCount + (language === 'zh' ? 1 : 0));
  const vocabulary = words[language];
  const pick = (list: readonly string[]) => list[Math.floor(next() * list.length)]!;
  const sentence = () =>
    [pick(vocabulary.subjects), pick(vocabulary.verbs), pick(vocabulary.objects)].join(vocabulary.join) +
    (language === 'en' ? ' ' : '') +
    pick(vocabulary.ends) +
    vocabulary.stop;
  const needle = (number: number) => {
    const code = Math.floor(next() * 1e9).toString(36);
    return language === 'en'
      ? `Needle number ${number} holds the code ${code}. `
      : `第${number}号针的暗号是${code}。`;
  };
  const title =
    language === 'en' ? `A long chronicle of ${characterCount} characters` : `${characterCount}字的长篇纪事`;
  const parts: string[] = [];
  const needles: string[] = [];
  let written = 0;
  let sinceNeedle = 0;
  let paragraphs = 0;
  while (written < characterCount) {
    if (paragraphs % 12 === 0)
      parts.push(
        `<h2>${vocabulary.heading}${language === 'en' ? ' ' : ''}${paragraphs / 12 + 1}${language === 'en' ? '' : '章'}</h2>`,
      );
    const isList = paragraphs % 12 === 7;
    const sentences: string[] = [];
    for (let count = 0; count < 6; count++) {
      sentences.push(sentence());
      sinceNeedle += sentences.at(-1)!.length;
      if (sinceNeedle >= 480) {
        const marked = needle(needles.length + 1);
        needles.push(marked.trim());
        sentences.push(marked);
        sinceNeedle = 0;
      }
    }
    written += sentences.join('').length;
    parts.push(
      isList
        ? `<ul>${sentences.map((item) => `<li>${item.trim()}</li>`).join('')}</ul>`
        : `<p>${sentences.join('')}</p>`,
    );
    paragraphs++;
  }
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title></head><body><nav><a href="/">Home</a></nav><main><article><h1>${title}</h1>${parts.join('\n')}</article></main><footer>Footer words</footer></body></html>`;
  return { html, needles, title };
}
