import { type Choice, type Differing, differingKey } from '../../utils/backup/restore-plan';
import { useTexts } from '../ui/i18n';
import { Select } from '../ui/Select';

const look =
  'w-full rounded-lg border border-line bg-page px-2.5 py-1.5 text-[13px] outline-none focus:border-accent';

/** Drawn of what differs; the rest follows the choice for all. */
const mostRows = 200;

interface DifferingListProps {
  differing: readonly Differing[];
  chosen: ReadonlyMap<string, Choice>;
  onChoose: (chosen: ReadonlyMap<string, Choice>) => void;
}

/** What is here and is another in the file: one choice for each, or for all. */
export function DifferingList({ differing, chosen, onChoose }: DifferingListProps) {
  const { t } = useTexts();
  const select = (label: string, value: Choice | '', hasBoth: boolean, choose: (choice: Choice) => void) => (
    <span className="w-36 shrink-0">
      <Select
        aria-label={label}
        className={look}
        value={value}
        onChange={({ target }) => choose(target.value as Choice)}
      >
        {value === '' && <option value="">—</option>}
        <option value="mine">{t('backup.mine')}</option>
        <option value="backup">{t('backup.theirs')}</option>
        {hasBoth && <option value="both">{t('backup.both')}</option>}
      </Select>
    </span>
  );
  const choices = new Set(differing.map((one) => chosen.get(differingKey(one)) ?? 'mine'));
  const [only] = choices;
  const forAll = (choice: Choice) =>
    onChoose(
      new Map(
        differing.map((one) => [
          differingKey(one),
          choice === 'both' && one.kind === 'maps' ? 'mine' : choice,
        ]),
      ),
    );
  return (
    <div className="space-y-2" data-testid="differing">
      <p className="text-[13px] font-medium">{t('backup.differing', { count: differing.length })}</p>
      {differing.length > 1 && (
        <div className="flex items-center justify-between gap-3 rounded-lg bg-surface px-3 py-2 text-[13px]">
          {t('backup.differingAll')}
          {select(t('backup.differingAll'), choices.size === 1 ? only! : '', true, forAll)}
        </div>
      )}
      <ul className="thin-scroll max-h-72 space-y-1.5 overflow-y-auto">
        {differing.slice(0, mostRows).map((one) => {
          const key = differingKey(one);
          const title = one.title || t('chat.untitled');
          return (
            <li key={key} className="flex items-center gap-3 px-3">
              <span className="min-w-0 flex-1 text-[13px]">
                <span className="block truncate" title={title}>
                  {title}
                </span>
                <span className="block text-xs text-muted">{t(`backup.kind.${one.kind}`)}</span>
              </span>
              {select(title, chosen.get(key) ?? 'mine', one.kind !== 'maps', (choice) =>
                onChoose(new Map([...chosen, [key, choice]])),
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
