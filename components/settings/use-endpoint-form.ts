import { useState } from 'react';
import { requestHostPermission } from '../../utils/browser/permissions';
import { askEngine } from '../../utils/chat/ask-engine';
import { presets } from '../../utils/providers/presets';
import type { ModelInfo } from '../../utils/providers/protocol';
import { type ErrorRecord, toAppError } from '../../utils/shared/app-error';
import { hostOf } from '../../utils/shared/host-of';
import type { Endpoint } from '../../utils/storage/database';
import { keyFor, originOf, saveEndpoint } from '../../utils/storage/endpoints';
import { useModelEntry } from './use-model-entry';

/** What the last thing that was tried came to. */
export type Outcome =
  | { kind: 'idle' }
  | { kind: 'busy' }
  | { kind: 'models'; count: number }
  | { kind: 'works'; ms: number }
  | { kind: 'failed'; error: ErrorRecord };

/** Long texts are read in silence for minutes. */
const defaultSilenceS = 300;
export const longestSilenceS = 7200;

/**
 * The state of the form for one endpoint, and what its buttons do.
 * @param saved the endpoint being edited; absent for a new one.
 */
export function useEndpointForm(saved: Endpoint | undefined) {
  const [presetId, setPresetId] = useState(saved?.presetId ?? presets[0]!.id);
  const [baseUrl, setBaseUrl] = useState(saved?.baseUrl ?? presets[0]!.baseUrl);
  const [typedKey, setTypedKey] = useState('');
  const [model, setModel] = useState(saved?.model ?? '');
  const [models, setModels] = useState<ModelInfo[]>(saved?.models ?? []);
  const [silence, setSilence] = useState(String(saved?.silenceTimeoutS ?? defaultSilenceS));
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'idle' });

  const entry = useModelEntry(saved?.id, model.trim());

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
  const endpoint = { baseUrl: address, apiKey, presetId };
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
    await entry.save(next.id, next.model);
    // What the endpoint tells of its models is good to know; without it the window is asked for where it is needed.
    void askEngine({ type: 'refresh-models', endpointId: next.id }).catch(() => undefined);
    return next;
  };

  return {
    presetId,
    preset,
    choosePreset,
    baseUrl,
    setBaseUrl: (value: string) => {
      setBaseUrl(value);
      setOutcome({ kind: 'idle' });
    },
    host: hostOf(address),
    /** Set once something was typed that is no web address. */
    isWrongAddress: address !== '' && !isAddress,
    isAddress,
    typedKey,
    setTypedKey,
    /** The saved key is bound to another origin and is not used for this one. */
    isKeyOfOther,
    model,
    setModel,
    models,
    entry,
    silence,
    setSilence,
    outcome,
    isBusy,
    canSave:
      isAddress &&
      !entry.isWrongWindow &&
      model.trim() !== '' &&
      !(isKeyOfOther && !typedKey && preset?.needsKey),
    fetchModels,
    test,
    allow,
    save,
  };
}
