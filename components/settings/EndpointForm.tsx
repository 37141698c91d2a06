import { useState } from 'react';
import { requestHostPermission } from '../../utils/browser/permissions';
import { askEngine } from '../../utils/chat/ask-engine';
import { presets } from '../../utils/providers/presets';
import type { ModelInfo } from '../../utils/providers/protocol';
import { type ErrorRecord, toAppError } from '../../utils/shared/app-error';
import { hostOf } from '../../utils/shared/host-of';
import type { Endpoint } from '../../utils/storage/database';
import { keyFor, originOf, saveEndpoint } from '../../utils/storage/endpoints';
import { Button } from '../ui/Button';
import { Disclosure } from '../ui/Disclosure';
import { errorText } from '../ui/error-text';
import { Field } from '../ui/Field';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { Select } from '../ui/Select';

type Outcome =
  | { kind: 'idle' }
  | { kind: 'busy' }
  | { kind: 'models'; count: number }
  | { kind: 'works'; ms: number }
  | { kind: 'failed'; error: ErrorRecord };

/** Long texts are read in silence for minutes. */
const defaultSilenceS = 300;
const longestSilenceS = 7200;

interface EndpointFormProps {
  saved?: Endpoint | undefined;
  onSaved: (endpoint: Endpoint) => void;
  onCancel?: (() => void) | undefined;
}

/** One endpoint: address, key, model, and a test that says what is wrong. */
export function EndpointForm({ saved, onSaved, onCancel }: EndpointFormProps) {
  const texts = useTexts();
  const { t, number } = texts;
  const [presetId, setPresetId] = useState(saved?.presetId ?? presets[0]!.id);
  const [baseUrl, setBaseUrl] = useState(saved?.baseUrl ?? presets[0]!.baseUrl);
  const [typedKey, setTypedKey] = useState('');
  const [model, setModel] = useState(saved?.model ?? '');
  const [models, setModels] = useState<ModelInfo[]>(saved?.models ?? []);
  const [silence, setSilence] = useState(String(saved?.silenceTimeoutS ?? defaultSilenceS));
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'idle' });

  const preset = presets.find(({ id }) => id === presetId);
  const address = baseUrl.trim();
  const isAddress = /^https?:\/\//.test(address) && URL.canParse(address);
  const apiKey = keyFor(saved, address, typedKey.trim());
  const isKeyOfOther = Boolean(saved?.apiKey) && isAddress && originOf(saved!.baseUrl) !== originOf(address);
  const isBusy = outcome.kind === 'busy';

  const choosePreset = (id: string) => {
    setPresetId(id);
    setBaseUrl(presets.find((other) => other.id === id)?.baseUrl ?? '');
    setModels([]);
    setOutcome({ kind: 'idle' });
  };
  const attempt = async (act: () => Promise<Outcome>) => {
    setOutcome({ kind: 'busy' });
    try {
      setOutcome(await act());
    } catch (error) {
      setOutcome({ kind: 'failed', error: toAppError(error).toRecord() });
    }
  };
  const endpoint = { baseUrl: address, apiKey };
  const fetchModels = () =>
    attempt(async () => {
      const found = await askEngine({ type: 'list-models', endpoint });
      setModels(found);
      if (!model && found[0]) setModel(found[0].id);
      return { kind: 'models', count: found.length };
    });
  const test = () =>
    attempt(async () => {
      const { firstPartMs } = await askEngine({ type: 'test-model', endpoint, model: model.trim() });
      return { kind: 'works', ms: Math.round(firstPartMs) };
    });
  const allow = async () => {
    if (await requestHostPermission(address)) await (model ? test() : fetchModels());
  };
  const save = async () => {
    const next: Endpoint = {
      id: saved?.id ?? crypto.randomUUID(),
      presetId,
      name: preset && preset.id !== 'custom' ? preset.name : hostOf(address),
      baseUrl: address,
      apiKey,
      model: model.trim(),
      models,
      silenceTimeoutS: Math.min(longestSilenceS, Math.max(1, Number(silence) || defaultSilenceS)),
      createdAt: saved?.createdAt ?? Date.now(),
    };
    await saveEndpoint(next);
    onSaved(next);
  };

  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field label={t('settings.preset')}>
        {(control) => (
          <Select
            {...control}
            data-testid="preset"
            value={presetId}
            onChange={(event) => choosePreset(event.target.value)}
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
        error={address && !isAddress ? t('settings.baseUrlWrong') : undefined}
      >
        {(control) => (
          <input
            {...control}
            data-testid="base-url"
            type="url"
            spellCheck={false}
            autoComplete="off"
            placeholder="https://…/v1"
            value={baseUrl}
            onChange={(event) => {
              setBaseUrl(event.target.value);
              setOutcome({ kind: 'idle' });
            }}
          />
        )}
      </Field>
      <Field
        label={t('settings.apiKey')}
        error={
          isKeyOfOther && !typedKey ? t('settings.apiKeyOther', { host: hostOf(saved!.baseUrl) }) : undefined
        }
        hint={
          saved?.apiKey ? (
            t('settings.apiKeyKept')
          ) : preset?.keyUrl ? (
            <a
              className="text-accent underline underline-offset-2"
              href={preset.keyUrl}
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
            placeholder={saved?.apiKey && !isKeyOfOther ? '••••••••' : ''}
            value={typedKey}
            onChange={(event) => setTypedKey(event.target.value)}
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
              value={model}
              onChange={(event) => setModel(event.target.value)}
            />
            <datalist id="models">
              {models.map(({ id }) => (
                <option key={id} value={id} />
              ))}
            </datalist>
            <Button
              data-testid="fetch-models"
              disabled={!isAddress || isBusy}
              onClick={() => void fetchModels()}
            >
              {t('settings.fetchModels')}
            </Button>
          </div>
        )}
      </Field>
      <Disclosure label={t('settings.advanced')}>
        <div className="pt-3">
          <Field label={t('settings.silence')}>
            {(control) => (
              <input
                {...control}
                data-testid="silence"
                type="number"
                min={1}
                max={longestSilenceS}
                value={silence}
                onChange={(event) => setSilence(event.target.value)}
              />
            )}
          </Field>
        </div>
      </Disclosure>
      {outcome.kind === 'models' && (
        <Notice tone="info">{t('settings.modelsFetched', { count: outcome.count })}</Notice>
      )}
      {outcome.kind === 'works' && (
        <Notice tone="info">
          {t('settings.testOk', { model, host: hostOf(address), ms: number(outcome.ms) })}
        </Notice>
      )}
      {outcome.kind === 'failed' && (
        <Notice
          tone="danger"
          actions={
            outcome.error.code === 'network' && (
              <Button onClick={() => void allow()}>
                {t('action.allowAddress', { host: hostOf(address) })}
              </Button>
            )
          }
        >
          {errorText({ ...outcome.error, facts: { model, ...outcome.error.facts } }, texts)}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          look="primary"
          data-testid="save-endpoint"
          disabled={!isAddress || !model.trim() || (isKeyOfOther && !typedKey && Boolean(preset?.needsKey))}
        >
          {t('settings.save')}
        </Button>
        <Button
          data-testid="test-connection"
          disabled={!isAddress || !model.trim() || isBusy}
          onClick={() => void test()}
        >
          {isBusy ? t('settings.testing') : t('settings.test')}
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
