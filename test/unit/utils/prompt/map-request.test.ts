import { describe, expect, it } from 'vitest';
import { buildMessages } from '../../../../utils/prompt/build-messages.ts';
import { branchRequest, mapTopic, sentWords } from '../../../../utils/prompt/map-request.ts';

describe('a question that asks for a map', () => {
  it.each([
    ['/map', ''],
    ['/map ', ''],
    ['/map  the war ', 'the war'],
    ['/map\nthe war', 'the war'],
    ['/mapping', undefined],
    ['/map/a.txt', undefined],
    ['What is a /map?', undefined],
    ['', undefined],
  ])('is told from others: %j', (text, topic) => expect(mapTopic(text)).toBe(topic));

  it('is sent with how to write it, and others to the letter', () => {
    expect(sentWords(' Why?\n', 'full')).toBe(' Why?\n');
    expect(sentWords('/map', 'full')).toMatch(/^Draw a mind map/);
    expect(sentWords('/map the war', 'full')).toBe(
      `${sentWords('/map', 'full')}\n\nThe map is about: the war`,
    );
    expect(sentWords('/map', 'small').length).toBeLessThan(sentWords('/map', 'full').length / 4);
  });

  it('stands behind the sources, so that a request begins with the same bytes as any other', () => {
    const source = { title: 'T', url: 'https://a.test/', envelope: 'abc', text: 'Long.' };
    const ask = (text: string) =>
      buildMessages({
        style: 'full',
        thread: [
          { id: 'q', chatId: 'c', parentId: null, createdAt: 0, role: 'user', text, sourceIds: ['s'] },
        ],
        sources: new Map([['s', source]]),
      }).map(({ content }) => content);
    const [system, first] = ask('/map');
    const [otherSystem, other] = ask('Why?');
    expect(system).toBe(otherSystem);
    expect(first).toBe(other!.replace('Why?', sentWords('/map', 'full')));
  });

  it('names the node that is gone into', () =>
    expect(branchRequest('# T\n\n- a\n', ['T', 'a'])).toContain('“T” → “a”'));
});
