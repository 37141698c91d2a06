import { Check, ChevronDown, Cpu } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { openOptions } from '../../utils/browser/panel';
import type { ModelChoice } from '../../utils/messages/chat-message';
import type { ModelOption, Models } from '../settings/use-models';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { PopoverCard } from '../ui/PopoverCard';

interface ModelPickerProps {
  models: Models;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onChoose: (choice: ModelChoice) => void;
}

/** A list this long gets a search field. */
const searchFrom = 8;
/** Endpoints that resell list thousands; more than this is found by searching. */
const shown = 200;

const keyOf = ({ choice }: ModelOption) => `${choice.endpointId} ${choice.model}`;

/** Who answers, as a small button under the question field, and the list to pick from. */
export function ModelPicker({ models, isOpen, onOpenChange, onChoose }: ModelPickerProps) {
  const { t, compact } = useTexts();
  const [search, setSearch] = useState('');
  const { current, options } = models;
  const wanted = search.trim().toLowerCase();
  const found = options
    .filter((option) => `${option.name} ${option.place}`.toLowerCase().includes(wanted))
    .slice(0, shown);
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>
        <button
          type="button"
          data-testid="model-picker"
          aria-label={current ? `${t('model.pick')}: ${current.name}` : t('model.pick')}
          className="flex min-w-0 items-center gap-1 rounded-md px-1.5 py-1 font-medium hover:bg-surface-2 hover:text-text"
        >
          {current?.isOnDevice && <Cpu aria-hidden className="size-3.5 shrink-0" />}
          <span className="truncate">{current?.name ?? t('model.none')}</span>
          <ChevronDown aria-hidden className="size-3 shrink-0" />
        </button>
      </Popover.Trigger>
      <PopoverCard className="flex max-h-[60vh] flex-col p-1">
        {options.length >= searchFrom && (
          <input
            type="search"
            aria-label={t('model.searchPlaceholder')}
            placeholder={t('model.searchPlaceholder')}
            className="m-1 rounded-lg border border-line bg-surface px-2.5 py-1.5 outline-none focus:border-accent"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
        <ul className="thin-scroll min-h-0 flex-1 overflow-y-auto">
          {found.map((option) => (
            <li key={keyOf(option)}>
              <button
                type="button"
                className="flex w-full items-center gap-2 rounded-lg px-2.5 py-1.5 text-left hover:bg-surface"
                onClick={() => {
                  onChoose(option.choice);
                  onOpenChange(false);
                }}
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{option.name}</span>
                  <span className="block truncate text-xs text-muted">
                    {[
                      option.isOnDevice ? t('model.onDevice') : option.place,
                      option.windowTokens && t('model.windowKnown', { window: compact(option.windowTokens) }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                {current && keyOf(current) === keyOf(option) && (
                  <Check aria-hidden className="size-4 text-accent" />
                )}
              </button>
            </li>
          ))}
        </ul>
        <div className="mt-1 border-t border-line pt-1">
          <Button look="quiet" className="w-full" onClick={() => void openOptions()}>
            {t('model.connect')}
          </Button>
        </div>
      </PopoverCard>
    </Popover.Root>
  );
}
