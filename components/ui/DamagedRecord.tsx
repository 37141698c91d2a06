import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { keepMended, readRawRecord } from '../../utils/storage/damaged-records';
import { Button } from './Button';
import type { TextId } from './i18n';
import { useTexts } from './i18n';
import { Notice } from './Notice';

type What = 'question' | 'answer' | 'chat' | 'settings' | 'character';

const kinds: Record<What, { table: Parameters<typeof readRawRecord>[0]; textId: TextId }> = {
  question: { table: 'messages', textId: 'damaged.question' },
  answer: { table: 'messages', textId: 'damaged.answer' },
  chat: { table: 'chats', textId: 'damaged.chat' },
  settings: { table: 'settings', textId: 'damaged.settings' },
  character: { table: 'characters', textId: 'damaged.character' },
};

interface DamagedRecordProps {
  what: What;
  id: string;
  /** What could be read of it. */
  salvaged?: string;
  /** Forgets it for good; absent where that is done elsewhere. */
  onDelete?: () => void;
}

/** A record that could not be read whole: what could be, and ways to look at all of it and to be rid of it. */
export function DamagedRecord({ what, id, salvaged, onDelete }: DamagedRecordProps) {
  const { t } = useTexts();
  const { table, textId } = kinds[what];
  const [isCopied, setIsCopied] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(await readRawRecord(table, id));
    setIsCopied(true);
  };
  return (
    <div data-testid="damaged" data-what={what} className="space-y-1.5">
      <Notice
        tone="warn"
        actions={
          <>
            <Button
              data-testid="copy-record"
              icon={
                isCopied ? (
                  <Check aria-hidden className="size-3.5" />
                ) : (
                  <Copy aria-hidden className="size-3.5" />
                )
              }
              onClick={() => void copy()}
            >
              {t(isCopied ? 'action.copied' : 'damaged.copy')}
            </Button>
            {(table === 'chats' || table === 'settings') && (
              <Button data-testid="keep-mended" onClick={() => void keepMended(table, id)}>
                {t('damaged.keep')}
              </Button>
            )}
            {onDelete && (
              <Button
                look="danger"
                data-testid="delete-record"
                onClick={() => (isAsked ? onDelete() : setIsAsked(true))}
                onBlur={() => setIsAsked(false)}
              >
                {t(isAsked ? 'damaged.deleteReally' : 'settings.delete')}
              </Button>
            )}
          </>
        }
      >
        {t(textId)}
        {salvaged && (
          <p
            data-testid="salvaged"
            className="mt-2 max-h-64 overflow-y-auto rounded-lg border border-line bg-page px-3 py-2 whitespace-pre-wrap thin-scroll"
          >
            {salvaged}
          </p>
        )}
      </Notice>
    </div>
  );
}
