import { describe, expect, it } from 'vitest';
import { errorActions, errorText } from '../../../../components/ui/error-text.ts';
import { createTexts, pickLocale } from '../../../../components/ui/i18n.ts';
import { en, type TextId } from '../../../../components/ui/locales/en.ts';
import { zhCN } from '../../../../components/ui/locales/zh-CN.ts';
import { errorCodes } from '../../../../utils/shared/app-error.ts';

const slots = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]!))].sort();

describe('the catalogues', () => {
  it('have the same values in each text, and no empty one', () => {
    const ids = Object.keys(en) as TextId[];
    expect(
      ids.filter((id) => slots(zhCN[id]).join() !== slots(en[id]).join() || !zhCN[id] || !en[id]),
    ).toEqual([]);
  });

  it('fill values in, also plurals', () => {
    expect(createTexts('en').t('settings.modelsFetched', { count: 1 })).toBe('1 model found');
    expect(createTexts('en').t('settings.modelsFetched', { count: 3 })).toBe('3 models found');
    expect(createTexts('zh-CN').t('source.whole')).toBe('已完整读取');
  });
});

describe('errors', () => {
  it.each(errorCodes)('%s has a sentence in each language and its actions', (code) => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const sentence = errorText(
        { code, facts: { host: 'api.test', status: 500, model: 'kimi' } },
        createTexts(locale),
      );
      expect(sentence.length).toBeGreaterThan(6);
      expect(sentence).not.toMatch(/[{}]|^error\./);
    }
    expect(errorActions[code]).toBeDefined();
  });

  it('says what the server said, and how long it asks to wait', () => {
    const texts = createTexts('en');
    expect(
      errorText({ code: 'rate-limited', facts: { host: 'h', retryAfterMs: 2500, said: 'slow down' } }, texts),
    ).toBe('h takes no more requests for now (HTTP 429). It asks to wait 3 s. It said: “slow down”');
  });
});

it.each([
  ['auto', ['zh-TW', 'en'], 'zh-CN'],
  ['auto', ['de-DE', 'en-GB'], 'en'],
  ['auto', ['fr'], 'en'],
  ['zh-CN', ['en'], 'zh-CN'],
] as const)('picks a locale: %s with %j → %s', (setting, languages, expected) => {
  expect(pickLocale(setting, languages)).toBe(expected);
});
