import { presets } from '../../utils/providers/presets';
import { hostOf } from '../../utils/shared/host-of';
import type { Endpoint } from '../../utils/storage/database';
import { Button } from '../ui/Button';
import { Disclosure } from '../ui/Disclosure';
import { errorText } from '../ui/error-text';
import { Field } from '../ui/Field';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { Select } from '../ui/Select';
import { ModelFields } from './ModelFields';
import { longestSilenceS, useEndpointForm } from './use-endpoint-form';

interface EndpointFormProps {
  saved?: Endpoint | undefined;
  onSaved: (endpoint: Endpoint) => void;
  onCancel?: (() => void) | undefined;
}

/** One endpoint: address, key, model, and a test that says what is wrong. */
export function EndpointForm({ saved, onSaved, onCancel }: EndpointFormProps) {
  const texts = useTexts();
  const { t, number } = texts;
  const form = useEndpointForm(saved);

  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void form.save().then(onSaved);
      }}
    >
      <Field label={t('settings.preset')}>
        {(control) => (
          <Select
            {...control}
            data-testid="preset"
            value={form.presetId}
            onChange={(event) => form.choosePreset(event.target.value)}
          >
            {presets.map(({ id, name }) => (
              <option key={id} value={id}>
                {id === 'custom' ? t('settings.custom') : name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label={t('settings.baseUrl')}
        hint={t('settings.baseUrlHint')}
        error={form.isWrongAddress ? t('settings.baseUrlWrong') : undefined}
      >
        {(control) => (
          <input
            {...control}
            data-testid="base-url"
            type="url"
            spellCheck={false}
            autoComplete="off"
            placeholder="https://…/v1"
            value={form.baseUrl}
            onChange={(event) => form.setBaseUrl(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t('settings.apiKey')}
        error={
          form.isKeyOfOther && !form.typedKey
            ? t('settings.apiKeyOther', { host: hostOf(saved!.baseUrl) })
            : undefined
        }
        hint={
          saved?.apiKey ? (
            t('settings.apiKeyKept')
          ) : form.preset?.keyUrl ? (
            <a
              className="text-accent underline underline-offset-2"
              href={form.preset.keyUrl}
              target="_blank"
              rel="noopener noreferrer"
            >
              {t('settings.getKey')}
            </a>
          ) : undefined
        }
      >
        {(control) => (
          <input
            {...control}
            data-testid="api-key"
            type="password"
            autoComplete="off"
            spellCheck={false}
            placeholder={saved?.apiKey && !form.isKeyOfOther ? '••••••••' : ''}
            value={form.typedKey}
            onChange={(event) => form.setTypedKey(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('settings.model')} hint={t('settings.modelHint')}>
        {(control) => (
          <div className="flex gap-2">
            <input
              {...control}
              data-testid="model"
              list="models"
              autoComplete="off"
              spellCheck={false}
              value={form.model}
              onChange={(event) => form.setModel(event.target.value)}
            />
            <datalist id="models">
              {form.models.map(({ id }) => (
                <option key={id} value={id} />
              ))}
            </datalist>
            <Button
              data-testid="fetch-models"
              disabled={!form.isAddress || form.isBusy}
              onClick={() => void form.fetchModels()}
            >
              {t('settings.fetchModels')}
            </Button>
          </div>
        )}
      </Field>
      <Disclosure label={t('settings.advanced')}>
        <div className="space-y-4 pt-3">
          <ModelFields
            entry={form.entry}
            baseUrl={form.baseUrl}
            model={form.model.trim()}
            models={form.models}
          />
          <Field label={t('settings.silence')}>
            {(control) => (
              <input
                {...control}
                data-testid="silence"
                type="number"
                min={1}
                max={longestSilenceS}
                value={form.silence}
                onChange={(event) => form.setSilence(event.target.value)}
              />
            )}
          </Field>
        </div>
      </Disclosure>
      {form.outcome.kind === 'models' && (
        <Notice tone="info">{t('settings.modelsFetched', { count: form.outcome.count })}</Notice>
      )}
      {form.outcome.kind === 'works' && (
        <Notice tone="info">
          {t('settings.testOk', { model: form.model, host: form.host, ms: number(form.outcome.ms) })}
        </Notice>
      )}
      {form.outcome.kind === 'failed' && (
        <Notice
          tone="danger"
          actions={
            form.outcome.error.code === 'network' && (
              <Button data-testid="allow-address" onClick={() => void form.allow()}>
                {t('action.allowAddress', { host: form.host })}
              </Button>
            )
          }
        >
          {errorText(
            { ...form.outcome.error, facts: { model: form.model, ...form.outcome.error.facts } },
            texts,
          )}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" data-testid="save-endpoint" disabled={!form.canSave}>
          {t('settings.save')}
        </Button>
        <Button
          data-testid="test-connection"
          disabled={!form.isAddress || !form.model.trim() || form.isBusy}
          onClick={() => void form.test()}
        >
          {form.isBusy ? t('settings.testing') : t('settings.test')}
        </Button>
        {onCancel && (
          <Button look="quiet" onClick={onCancel}>
            {t('action.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
