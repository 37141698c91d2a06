import { fillMacros, type MacroNames } from '../../utils/prompt/fill-macros';
import type { CharacterCard } from '../../utils/roleplay/character-card';
import { type TextId, useTexts } from '../ui/i18n';
import { Markdown } from '../ui/markdown/Markdown';

/** The texts of a card in the order in which they are shown; each is a text of the interface's catalogue, too. */
export const shownFields = [
  ['description', 'card.description'],
  ['personality', 'card.personality'],
  ['scenario', 'card.scenario'],
  ['sampleDialogue', 'card.sampleDialogue'],
  ['systemPrompt', 'card.systemPrompt'],
  ['postHistoryInstructions', 'card.postHistoryInstructions'],
  ['creatorNotes', 'card.creatorNotes'],
] as const satisfies readonly (readonly [keyof CharacterCard, TextId])[];

/** All that a card says, as it is read: through the Markdown that runs nothing and loads nothing from elsewhere. */
export function CardTexts({ card, names }: { card: CharacterCard; names: MacroNames }) {
  const { t } = useTexts();
  const show = (text: string) => <Markdown text={fillMacros(text, names)} isStreaming={false} />;
  return (
    <div data-testid="card-texts" className="space-y-2 pt-1">
      {shownFields.map(([field, label]) =>
        card[field].trim() ? (
          <section key={field}>
            <h4 className="text-xs font-medium text-muted">{t(label)}</h4>
            {show(card[field])}
          </section>
        ) : null,
      )}
      {card.lorebook.length > 0 && (
        <section>
          <h4 className="text-xs font-medium text-muted">
            {t('card.lore', { count: card.lorebook.length })}
          </h4>
          {card.lorebook.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a card's entries have no names, and do not move.
            <div key={index} className="mt-1 border-l-2 border-line pl-2">
              <p className="text-xs text-muted">
                {entry.isConstant ? t('card.loreAlways') : entry.keys.join(' · ')}
              </p>
              {show(entry.content)}
            </div>
          ))}
        </section>
      )}
    </div>
  );
}
