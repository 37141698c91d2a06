import { type ReactNode, useEffect, useMemo } from 'react';
import { onReset } from '../../utils/browser/reset';
import { createTexts, pickLocale, TextsContext } from './i18n';
import { MarkdownLabelsContext } from './markdown/markdown-labels';
import { useSettings } from './use-settings';
import { WriteFailure } from './WriteFailure';

/** What every page of the extension stands in: theme, language, labels. Shows nothing until the settings are known. */
export function AppFrame({ children }: { children: ReactNode }) {
  const settings = useSettings();
  const locale = settings && pickLocale(settings.language, navigator.languages);
  const texts = useMemo(() => createTexts(locale ?? 'en'), [locale]);
  const theme = settings?.theme ?? 'system';

  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
    };
    apply();
    dark.addEventListener('change', apply);
    return () => dark.removeEventListener('change', apply);
  }, [theme]);

  useEffect(() => onReset(() => location.reload()), []);

  useEffect(() => {
    if (locale) document.documentElement.lang = locale;
  }, [locale]);

  const labels = useMemo(() => ({ copy: texts.t('action.copy'), copied: texts.t('action.copied') }), [texts]);
  if (!settings) return null;
  return (
    <TextsContext value={texts}>
      <MarkdownLabelsContext value={labels}>{children}</MarkdownLabelsContext>
      <WriteFailure />
    </TextsContext>
  );
}
