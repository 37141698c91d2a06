import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pick, seededRandom } from './quote-noise.ts';

const english = {
  who: [
    'The keeper of the light',
    'A young engineer',
    'The harbour master’s daughter',
    'Every captain on this coast',
    'The council’s own surveyor',
    'An old pilot',
  ],
  did: [
    'wrote in the log',
    'told a newspaper',
    'could not explain',
    'measured twice',
    'never forgot',
    'counted with care',
    'reported to “the Board of Trade”',
  ],
  what: [
    'how the lamp failed',
    'what the storm had left',
    'that 1,250 barrels of oil were gone',
    'why 3.5 % of the ships were late',
    'where the second boat had been seen',
    'that the stairs – 196 of them – were dry',
  ],
  when: [
    'in the spring of 1851',
    'before the first frost',
    'after the long war',
    'on a Sunday in May',
    'while the fog lasted',
    'at 5:30 in the morning',
  ],
};
const chinese = {
  who: ['看守灯塔的老人', '年轻的工程师', '港务局长的女儿', '这片海岸上的每位船长', '议会派来的测量员'],
  did: ['在日志里写道', '告诉记者', '一直无法解释', '仔细地数过', '从未忘记', '向“贸易委员会”报告了'],
  what: [
    '灯是怎样熄灭的',
    '风暴过后留下的东西',
    '有1250桶油不见了',
    '为什么3.5%的船晚到',
    '第二只小船在哪里出现',
  ],
  when: [
    '，那是1851年的春天',
    '，当时第一场霜还没有来',
    '，战争已经结束很久',
    '，雾一直没有散',
    '，时间是清晨5点30分',
  ],
};

function sentence(random: () => number, isChinese: boolean): string {
  const one = (words: readonly string[]) => pick(words, 1, random)[0]!;
  const mark = (words: string) => {
    const chance = random();
    if (chance < 0.2) return `<b>${words}</b>`;
    if (chance < 0.4) return `<a href="/about/${Math.floor(chance * 1000)}">${words}</a>`;
    return chance < 0.5 ? `<em>${words}</em><sup><a href="#n">[${Math.ceil(chance * 9)}]</a></sup>` : words;
  };
  const { who, did, what, when } = isChinese ? chinese : english;
  const words = [one(who), mark(one(did)), mark(one(what)), one(when)];
  const number = Math.floor(random() * 9000);
  return isChinese ? `${words.join('')}，记录编号${number}。` : `${words.join(' ')} (record ${number}).`;
}

/** Writes pages of our own, half English, half Chinese, as `bench:extract` reads them. @returns their directory. */
export function writeQuotePages(count: number, seed: number): string {
  const data = mkdtempSync(join(tmpdir(), 'quote-pages-'));
  for (const name of ['pages', 'truth']) mkdirSync(join(data, name));
  for (let page = 0; page < count; page++) {
    const random = seededRandom(seed * 1000 + page);
    const isChinese = page % 2 === 1;
    const say = (sentences: number) =>
      Array.from({ length: sentences }, () => sentence(random, isChinese)).join(isChinese ? '' : ' ');
    const paragraphs = Array.from({ length: 12 }, () => `<p>${say(4)}</p>`).join('\n');
    const rows = Array.from({ length: 5 }, () => `<tr><td>${say(1)}</td><td>${say(1)}</td></tr>`).join('');
    const html = `<!doctype html><html lang="${isChinese ? 'zh' : 'en'}"><meta charset="utf-8"><title>Page ${page}</title>
<body><nav><a href="/">Home</a> <a href="/all">All records of the coast</a></nav><main><article><h1>${say(1)}</h1>
${paragraphs}<blockquote><p>${say(2)}</p></blockquote><ul><li>${say(1)}</li><li>${say(2)}</li></ul>
<table><tr><th>A</th><th>B</th></tr>${rows}</table></article></main><footer>© The coast</footer></body></html>`;
    writeFileSync(join(data, 'pages', `own-${page}.html.gz`), gzipSync(html));
    writeFileSync(
      join(data, 'truth', `own-${page}.json`),
      JSON.stringify({ url: `https://coast-${page}.example/` }),
    );
  }
  return data;
}
