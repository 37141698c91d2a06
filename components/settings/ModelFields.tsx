import { knownWindow } from '../../utils/providers/known-models';
import type { ModelInfo } from '../../utils/providers/protocol';
import { isPrivateAddress } from '../../utils/sources/private-address';
import { Field } from '../ui/Field';
import { useTexts } from '../ui/i18n';
import { Select } from '../ui/Select';
import { currencies, type useModelEntry } from './use-model-entry';

interface ModelFieldsProps {
  entry: ReturnType<typeof useModelEntry>;
  baseUrl: string;
  model: string;
  models: readonly ModelInfo[];
}

/** What is known of the model's window and price, and fields to say otherwise. */
export function ModelFields({ entry, baseUrl, model, models }: ModelFieldsProps) {
  const { t, number, locale } = useTexts();
  const info = models.find(({ id }) => id === model);
  const told = info?.windowTokens;
  const known = told || isPrivateAddress(baseUrl) ? undefined : knownWindow(model);
  const hint = told
    ? t('settings.windowTold', { window: number(told) })
    : known
      ? t('settings.windowTable', { window: number(known) })
      : '';
  return (
    <>
      <Field
        label={t('settings.window')}
        hint={[hint, t('settings.windowHint')].filter(Boolean).join(locale.startsWith('zh') ? '' : ' ')}
        error={entry.isWrongWindow ? t('settings.windowWrong') : undefined}
      >
        {(control) => (
          <input
            {...control}
            data-testid="window"
            inputMode="numeric"
            autoComplete="off"
            placeholder={(told ?? known)?.toString() ?? '131072'}
            value={entry.windowText}
            onChange={(event) => entry.setWindowText(event.target.value)}
          />
        )}
      </Field>
      <div>
        <p className="mb-1 text-[13px] font-medium">{t('settings.price')}</p>
        <div className="grid grid-cols-3 gap-2">
          <Field label={t('settings.priceIn')}>
            {(control) => (
              <input
                {...control}
                data-testid="price-in"
                inputMode="decimal"
                placeholder={info?.price ? String(info.price.input) : ''}
                value={entry.input}
                onChange={(event) => entry.setInput(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('settings.priceOut')}>
            {(control) => (
              <input
                {...control}
                data-testid="price-out"
                inputMode="decimal"
                placeholder={info?.price ? String(info.price.output) : ''}
                value={entry.output}
                onChange={(event) => entry.setOutput(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('settings.currency')}>
            {(control) => (
              <Select
                {...control}
                value={entry.currency}
                onChange={(event) => entry.setCurrency(event.target.value)}
              >
                {currencies.map((currency) => (
                  <option key={currency} value={currency}>
                    {currency}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
      </div>
    </>
  );
}
