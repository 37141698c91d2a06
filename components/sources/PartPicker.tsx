import { useEffect, useMemo, useState } from 'react';
import { type Section, splitSections } from '../../utils/context/split-sections';
import type { Source } from '../../utils/sources/source';
import { loadSourceText } from '../../utils/storage/sources';
import { estimateTokens } from '../../utils/tokens/estimate-tokens';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { PickerDialog } from '../ui/PickerDialog';

interface PartPickerProps {
  source: Source;
  /** Tokens that the model has room for; undefined where that is not known. */
  roomTokens: number | undefined;
  onUse: (sections: Section[]) => void;
  onClose: () => void;
}

interface Row extends Section {
  id: string;
  tokenCount: number;
}

/** Lets the user choose which sections of a text are sent, with a running total against the model's room. */
export function PartPicker({ source, roomTokens, onUse, onClose }: PartPickerProps) {
  const { t, compact, number } = useTexts();
  const [sections, setSections] = useState<Row[]>([]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    void loadSourceText(source.id).then(({ text }) =>
      setSections(
        splitSections(text).map((section) => ({
          ...section,
          id: String(section.start),
          tokenCount: estimateTokens(text.slice(section.start, section.end)),
        })),
      ),
    );
  }, [source.id]);

  const rows = useMemo(
    () => sections.map(({ id, title, tokenCount }) => ({ id, label: title, detail: compact(tokenCount) })),
    [sections, compact],
  );
  const total = useMemo(
    () => sections.reduce((sum, row) => sum + (chosen.has(row.id) ? row.tokenCount : 0), 0),
    [sections, chosen],
  );
  const isTooMuch = roomTokens !== undefined && total > roomTokens;
  const fillFromTop = () => {
    const next = new Set<string>();
    let sum = 0;
    for (const row of sections) {
      if (roomTokens !== undefined && sum + row.tokenCount > roomTokens) break;
      sum += row.tokenCount;
      next.add(row.id);
    }
    setChosen(next);
  };

  return (
    <PickerDialog
      testId="part-picker"
      title={t('part.title')}
      hint={t('part.hint')}
      rows={rows}
      chosen={chosen}
      onChoose={setChosen}
      onClose={onClose}
    >
      <span className={`mr-auto text-xs tabular-nums ${isTooMuch ? 'text-danger' : 'text-muted'}`}>
        {roomTokens === undefined
          ? t('composer.meter', { tokens: number(total) })
          : t('part.room', { tokens: number(total), room: number(roomTokens) })}
      </span>
      {roomTokens !== undefined && <Button onClick={fillFromTop}>{t('part.fill')}</Button>}
      <Button
        look="primary"
        data-testid="use-part"
        disabled={chosen.size === 0 || isTooMuch}
        onClick={() => onUse(sections.filter((row) => chosen.has(row.id)))}
      >
        {t('part.use')}
      </Button>
    </PickerDialog>
  );
}
