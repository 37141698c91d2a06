import type { ModelMessage } from '../messages/model-message';
import { instructions } from './instructions';
import { type PromptSource, wrapSource } from './wrap-source';

/** One of the sentences that are hidden in a text. @param code nobody can guess. */
export const needleSentence = (number: number, code: string): string =>
  `Marker ${number}: the code word of this marker is ${code}.`;

/** Asks for all needles at once, the text before the question as in every request. */
export const animalTestMessages = (source: PromptSource, needleCount: number): ModelMessage[] => [
  { role: 'system', content: instructions.full },
  {
    role: 'user',
    content: `${wrapSource(source)}\n\nSomewhere in this text stand ${needleCount} sentences of the form “Marker N: the code word of this marker is …”. Write the code word of each marker that you find, one a line, as “N: code word”. Write nothing else.`,
  },
];

const subjects = [
  'The harbour master',
  '渡口的老船夫',
  'A survey of the northern coast',
  '城里的钟表匠',
  'The second ledger',
  '驿站的账房先生',
];
const verbs = ['recorded', '记下了', 'described', '清点过', 'left out', '抄录了'];
const objects = [
  'the price of coal in winter',
  '港口每日的时辰',
  'eleven ships and their cargo',
  '四十个车站的名字',
  'a wind from the west',
  '冬天的雪',
];

/** A dull text in English and Chinese, the same in every run. @param characterCount about how long. */
export function sampleText(characterCount: number): string {
  const sentences: string[] = [];
  let length = 0;
  let state = 1;
  const pick = (list: readonly string[]) => {
    // A linear congruential generator: the same text each time, without a period that a reader would see.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return list[Math.floor((state / 2 ** 32) * list.length)]!;
  };
  while (length < characterCount) {
    const sentence = `${pick(subjects)} ${pick(verbs)} ${pick(objects)}.${sentences.length % 8 === 7 ? '\n\n' : ' '}`;
    sentences.push(sentence);
    length += sentence.length;
  }
  return sentences.join('');
}
