import { useState } from 'react';
import type { AnimalTestResult } from '../../utils/chat/animal-test';
import { askEngine } from '../../utils/chat/ask-engine';
import type { Animal } from '../../utils/context/needles';
import { type ErrorCode, type ErrorRecord, toAppError } from '../../utils/shared/app-error';
import { Button } from '../ui/Button';
import { errorText } from '../ui/error-text';
import { Field } from '../ui/Field';
import { type TextId, useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { Select } from '../ui/Select';
import { type ModelOption, useModels } from './use-models';

const animalTexts: Record<Animal, TextId> = {
  elephant: 'animals.elephant',
  goldfish: 'animals.goldfish',
  bee: 'animals.bee',
  tadpole: 'animals.tadpole',
};
const sizes = [4000, 16_000, 64_000, 128_000, 200_000, 500_000, 1_000_000];

const keyOf = ({ choice }: ModelOption) => `${choice.endpointId} ${choice.model}`;

/** One bar for each depth, the beginning of the text on the left. */
function DepthChart({ needles }: Pick<AnimalTestResult, 'needles'>) {
  const { t } = useTexts();
  return (
    <ol className="flex h-14 items-end gap-1" data-testid="animal-chart">
      {needles.map(({ depth, isFound }, index) => {
        const label = t('animals.depth', {
          percent: Math.round(depth * 100),
          state: t(isFound ? 'animals.isFound' : 'animals.isMissed'),
        });
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: in a short text two may stand at one depth.
            key={index}
            title={label}
            aria-label={label}
            data-found={isFound}
            className={`flex-1 rounded-t ${isFound ? 'h-full bg-accent' : 'h-1.5 bg-danger'}`}
          />
        );
      })}
    </ol>
  );
}

/** Shows whether a model reads all of a long text: ten hidden sentences, one request, a chart and a verdict. */
export function AnimalTest() {
  const texts = useTexts();
  const { t, number, compact } = texts;
  const models = useModels();
  const [picked, setPicked] = useState<string>();
  const [isOwn, setIsOwn] = useState(false);
  const [sizeTokens, setSizeTokens] = useState(16_000);
  const [isRunning, setIsRunning] = useState(false);
  const [result, setResult] = useState<AnimalTestResult>();
  const [error, setError] = useState<ErrorRecord>();
  const model = models?.options.find((option) => keyOf(option) === picked) ?? models?.current;
  if (!models || !model) return <p className="text-[13px] text-muted">{t('animals.noModel')}</p>;

  const run = async () => {
    setIsRunning(true);
    setResult(undefined);
    setError(undefined);
    try {
      setResult(await askEngine({ type: 'run-animal-test', choice: model.choice, isOwn, sizeTokens }));
    } catch (thrown) {
      setError(toAppError(thrown).toRecord());
    } finally {
      setIsRunning(false);
    }
  };
  const known: Partial<Record<ErrorCode, TextId>> = {
    'context-too-long': 'animals.tooLong',
    'file-no-text': 'animals.noSources',
  };
  const knownText = error && known[error.code];
  return (
    <div className="space-y-3" data-testid="animal-test">
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label={t('settings.model')}>
          {(control) => (
            <Select {...control} value={keyOf(model)} onChange={(event) => setPicked(event.target.value)}>
              {models.options.map((option) => (
                <option key={keyOf(option)} value={keyOf(option)}>
                  {option.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('animals.text')}>
          {(control) => (
            <Select
              {...control}
              data-testid="animal-text"
              value={isOwn ? 'own' : 'sample'}
              onChange={(event) => setIsOwn(event.target.value === 'own')}
            >
              <option value="sample">{t('animals.sample')}</option>
              <option value="own">{t('animals.yours')}</option>
            </Select>
          )}
        </Field>
        {!isOwn && (
          <Field label={t('animals.size')}>
            {(control) => (
              <Select
                {...control}
                data-testid="animal-size"
                value={sizeTokens}
                onChange={(event) => setSizeTokens(Number(event.target.value))}
              >
                {sizes.map((size) => (
                  <option key={size} value={size}>
                    {compact(size)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
      </div>
      <Button data-testid="run-animal-test" disabled={isRunning} onClick={() => void run()}>
        {isRunning
          ? t('animals.running', { tokens: isOwn ? '…' : compact(sizeTokens) })
          : t('animals.run', { model: model.name })}
      </Button>
      {error && (
        <Notice tone="danger">
          {knownText
            ? t(knownText)
            : errorText({ ...error, facts: { model: model.name, ...error.facts } }, texts)}
        </Notice>
      )}
      {result && (
        <div className="space-y-2 rounded-2xl border border-line p-4" data-testid="animal-result">
          <DepthChart needles={result.needles} />
          <p className="text-[13px] font-medium" data-animal={result.animal}>
            {t(animalTexts[result.animal])}
          </p>
          <p className="text-xs text-muted tabular-nums">
            {t('animals.found', {
              found: result.needles.filter(({ isFound }) => isFound).length,
              count: result.needles.length,
            })}
          </p>
          {result.isCut && (
            <Notice tone="danger">
              {t('answer.truncated', {
                reported: number(result.reportedTokens ?? 0),
                counted: number(result.countedTokens),
              })}
            </Notice>
          )}
        </div>
      )}
    </div>
  );
}
