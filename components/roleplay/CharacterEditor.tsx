import { Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { type CardChanges, editCard, readCard } from '../../utils/roleplay/character-card';
import { calledName } from '../../utils/roleplay/to-role-play';
import type { NewCharacter } from '../../utils/storage/characters';
import { Button } from '../ui/Button';
import { Disclosure } from '../ui/Disclosure';
import { Field } from '../ui/Field';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { CardTexts, shownFields } from './CardTexts';
import { FilesHere } from './FilesHere';
import { PortraitField } from './PortraitField';
import { usePortrait } from './use-portrait';

interface CharacterEditorProps {
  /** What is edited; nothing is written before *Save*. */
  character: NewCharacter;
  /** What was read for the chat that is shown. */
  canonIds: readonly string[];
  /** Below a field: what is behind its words. */
  below: (field: keyof CardChanges) => ReactNode;
  onSave: (edited: NewCharacter, isStarted: boolean) => void;
  onCancel: () => void;
}

/** A text that grows with its words. */
const area = 'thin-scroll field-sizing-content min-h-16 max-h-72 resize-y';

/** All texts of a card, its portrait and its greetings, to be read and changed. What is not shown here stays as it is. */
export function CharacterEditor({ character, canonIds, below, onSave, onCancel }: CharacterEditorProps) {
  const { t } = useTexts();
  const before = useMemo(() => readCard(character.json), [character.json]);
  const [changes, setChanges] = useState<CardChanges>({});
  const face = usePortrait(character.portrait);
  const [sourceIds, setSourceIds] = useState(character.sourceIds);
  const card = { ...before, ...changes };
  const greetings = card.alternateGreetings;
  const addedIds = canonIds.filter((id) => !sourceIds.includes(id));
  const change = (some: CardChanges) => setChanges((known) => ({ ...known, ...some }));
  const changeGreeting = (index: number, text: string) =>
    change({ alternateGreetings: greetings.map((one, at) => (at === index ? text : one)) });

  const save = (isStarted: boolean) =>
    onSave(
      {
        name: card.name.trim(),
        json: editCard(character.json, { ...changes, name: card.name.trim() }),
        sourceIds,
        ...(character.cited ? { cited: character.cited } : {}),
        ...(face.portrait ? { portrait: face.portrait } : {}),
      },
      isStarted,
    );

  const textField = (field: keyof CardChanges & keyof typeof card, label: string, hint?: string) => (
    <div key={field} className="space-y-1">
      <Field label={label} hint={hint}>
        {({ className, ...control }) => (
          <textarea
            {...control}
            data-testid={`card-${field}`}
            rows={2}
            value={card[field] as string}
            className={`${className} ${area}`}
            onChange={(event) => change({ [field]: event.target.value })}
          />
        )}
      </Field>
      {below(field)}
    </div>
  );

  return (
    <FilesHere onFiles={([picture]) => void face.takeFile(picture)}>
      <div className="thin-scroll -mx-1 min-h-0 flex-1 space-y-3 overflow-y-auto px-1 pb-1">
        {(card.systemPrompt || card.postHistoryInstructions) && (
          <Notice tone="info">{t('card.hasInstructions')}</Notice>
        )}
        <PortraitField name={card.name} sourceIds={sourceIds} state={face} />
        <Field label={t('card.name')} error={card.name.trim() ? undefined : t('card.nameMissing')}>
          {(control) => (
            <input
              {...control}
              data-testid="card-name"
              value={card.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center gap-2 text-[13px] text-muted" data-testid="card-canon">
          {t('rolePlay.canon', { count: sourceIds.length })}
          {addedIds.length > 0 && (
            <Button data-testid="add-canon" onClick={() => setSourceIds([...sourceIds, ...addedIds])}>
              {t('card.addCanon', { count: addedIds.length })}
            </Button>
          )}
        </div>
        {textField(
          'firstMessage',
          t('card.firstMessage'),
          t('card.firstMessageHint', { char: '{{char}}', user: '{{user}}' }),
        )}
        {greetings.map((greeting, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: greetings have no names; each field holds its own words.
          <div key={index} className="flex items-start gap-1">
            <textarea
              aria-label={t('card.greeting', { number: index + 2 })}
              data-testid="card-greeting"
              rows={2}
              value={greeting}
              className={`w-full rounded-lg border border-line bg-page px-3 py-2 text-sm outline-none focus:border-accent ${area}`}
              onChange={(event) => changeGreeting(index, event.target.value)}
            />
            <Button
              look="quiet"
              icon={<Trash2 aria-hidden className="size-4" />}
              iconLabel={t('card.removeGreeting', { number: index + 2 })}
              onClick={() => change({ alternateGreetings: greetings.filter((_, at) => at !== index) })}
            />
          </div>
        ))}
        <Button
          look="quiet"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() => change({ alternateGreetings: [...greetings, ''] })}
        >
          {t('card.addGreeting')}
        </Button>
        {shownFields.map(([field, label]) => textField(field, t(label)))}
        <Disclosure label={t('card.preview')} data-testid="card-preview">
          <CardTexts card={card} names={{ char: calledName(card), user: '' }} />
        </Disclosure>
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2 border-t border-line pt-3">
        <Button look="quiet" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
        <Button
          className="ml-auto"
          data-testid="save-character"
          disabled={!card.name.trim()}
          onClick={() => save(false)}
        >
          {t('characters.save')}
        </Button>
        <Button
          look="primary"
          data-testid="save-and-start"
          disabled={!card.name.trim()}
          onClick={() => save(true)}
        >
          {t('characters.saveAndStart')}
        </Button>
      </div>
    </FilesHere>
  );
}
