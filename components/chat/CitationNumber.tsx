import type { ComponentProps } from 'react';
import { useTexts } from '../ui/i18n';
import type { CheckedCitation } from './check-citations';
import { sayState, stateOf } from './citation-states';

/** Before the number, so that no state is told by its colour alone. */
const signs = { checking: '', verified: '', close: '≈', missing: '?', unchecked: '' } as const;

/** A citation's number as a small button that looks like what was found of its passage. */
export function CitationNumber({
  citation,
  ...rest
}: { citation: CheckedCitation } & Omit<ComponentProps<'button'>, 'children'>) {
  const { t } = useTexts();
  const state = stateOf(citation);
  return (
    <button
      type="button"
      className="md-mark"
      data-state-of-citation={state}
      aria-label={`${t('citation.label', { number: citation.label })}. ${t(sayState(citation), { number: citation.number })}`}
      {...rest}
    >
      {signs[state]}
      {citation.label}
    </button>
  );
}
