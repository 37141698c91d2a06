import { useMemo, useState } from 'react';
import { calledName, readStoredCard } from '../../utils/roleplay/to-role-play';
import type { Source } from '../../utils/sources/source';
import { type Character, type Chat, database } from '../../utils/storage/database';
import { SourceChip } from '../sources/SourceChip';
import type { SourceActions } from '../sources/SourceReceiptCard';
import { Disclosure } from '../ui/Disclosure';
import { useTexts } from '../ui/i18n';
import { CardTexts } from './CardTexts';
import { Portrait } from './Portrait';

interface RolePlayHeadingProps {
  chat: Chat;
  cast: readonly Character[];
  /** Sent whole before the first turn. */
  canon: readonly Source[];
  sourceActions: SourceActions;
}

/** Above a chat in character: who speaks, from what canon and card, and who the user is. */
export function RolePlayHeading({ chat, cast, canon, sourceActions }: RolePlayHeadingProps) {
  const { t } = useTexts();
  const userName = chat.userName ?? '';
  const [typed, setTyped] = useState(userName);
  const cards = useMemo(() => cast.map(({ id, json }) => ({ id, card: readStoredCard(json) })), [cast]);
  return (
    <header data-testid="role-play" className="space-y-2 border-b border-line pt-2 pb-3">
      {cast.map(({ id, name, portrait }) => (
        <div key={id} className="flex items-center gap-3">
          <Portrait name={name} picture={portrait} className="size-14 text-xl" />
          <div className="min-w-0">
            <h2 className="truncate text-[15px] font-semibold">{name}</h2>
            <p className="text-xs text-muted">{t('rolePlay.aside')}</p>
          </div>
        </div>
      ))}
      <label className="flex items-center gap-2 text-[13px] text-muted">
        <span className="shrink-0">{t('rolePlay.youAre')}</span>
        <input
          data-testid="user-name"
          value={typed}
          placeholder={t('rolePlay.nobody')}
          className="min-w-0 flex-1 rounded-lg border border-line bg-page px-2.5 py-1 text-text outline-none placeholder:text-muted focus:border-accent"
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => void database.chats.update(chat.id, { userName: typed.trim() })}
        />
      </label>
      {canon.length > 0 && (
        <Disclosure label={t('rolePlay.canon', { count: canon.length })} data-testid="canon">
          <div className="space-y-1.5 pt-1">
            {canon.map((source) => (
              <SourceChip key={source.id} source={source} {...sourceActions} />
            ))}
          </div>
        </Disclosure>
      )}
      <Disclosure label={t('rolePlay.card')}>
        {cards.map(({ id, card }) => (
          <CardTexts key={id} card={card} names={{ char: calledName(card), user: userName }} />
        ))}
      </Disclosure>
    </header>
  );
}
