import { type I18n, setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { createContext, useContext } from 'react';
import { en, type TextId } from './locales/en';

import { zhCN } from './locales/zh-CN';

export type { TextId };

export type Locale = 'en' | 'zh-CN';
const catalogues: Record<Locale, Record<TextId, string>> = { en, 'zh-CN': zhCN };

/** The locale for a setting: `auto` follows the browser's languages in their order, English where we speak none of them. */
export function pickLocale(setting: 'auto' | Locale, browserLanguages: readonly string[]): Locale {
  if (setting !== 'auto') return setting;
  for (const language of browserLanguages) {
    if (language.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (language.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}

export interface Texts {
  locale: Locale;
  /** A text of the catalogue with its values filled in. */
  t(id: TextId, values?: Record<string, string | number>): string;
  /** A number with the locale's separators. */
  number(value: number): string;
  /** A number of tokens or characters in at most four signs, e.g. `1.2M`, `128k`, `3.4 万`. */
  compact(value: number): string;
  /** A size in bytes as megabytes. */
  megabytes(sizeBytes: number): string;
  /** A size in bytes in the unit that it needs, e.g. `340 kB`, `1.2 GB`. */
  size(sizeBytes: number): string;
  /** A sum of money, with as many digits as a small one needs. @param currency ISO 4217. */
  money(value: number, currency: string): string;
  /** A time in the largest two units that it needs, e.g. `2 min 5 s`. */
  duration(timeMs: number): string;
}

/** Texts and number formats of one locale. The only door to lingui. */
export function createTexts(locale: Locale): Texts {
  const i18n: I18n = setupI18n({ locale, messages: { [locale]: catalogues[locale] } });
  i18n.setMessagesCompiler(compileMessage);
  const plain = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const bytes = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  return {
    locale,
    t: (id, values) => i18n._(id, values),
    number: (value) => plain.format(value),
    compact: (value) => compact.format(value).replace('K', 'k'),
    money: (value, currency) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        maximumSignificantDigits: value < 1 ? 2 : 3,
      }).format(value),
    duration: (timeMs) => {
      const seconds = Math.max(0, Math.round(timeMs / 1000));
      const unit = (count: number, name: string) =>
        new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(count);
      if (seconds < 60) return unit(seconds, 'second');
      const minutes = Math.floor(seconds / 60);
      if (minutes < 60) return `${unit(minutes, 'minute')} ${unit(seconds % 60, 'second')}`;
      return `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
    },
    size: (sizeBytes) => {
      const units = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
      const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1000, sizeBytes)) / 3) - 1);
      const value = sizeBytes / 1000 ** (step + 1);
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: units[step]!,
        unitDisplay: 'short',
        maximumFractionDigits: value < 10 ? 1 : 0,
      }).format(value);
    },
    megabytes: (sizeBytes) => `${bytes.format(sizeBytes / 1_000_000)} MB`,
  };
}

export const TextsContext = createContext<Texts>(createTexts('en'));
export const useTexts = (): Texts => useContext(TextsContext);
