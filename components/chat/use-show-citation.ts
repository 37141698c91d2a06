import { useCallback } from 'react';
import { showPassage } from '../../utils/browser/show-passage';
import type { Source } from '../../utils/sources/source';
import type { PassagePlace } from '../sources/passage-place';
import type { CheckedCitation } from './check-citations';

/**
 * Leads to a citation's passage: in its page where that still shows it, else in the stored text, which nobody can change.
 * @param onRead opens the stored text of a source.
 */
export function useShowCitation(onRead: (source: Source, place?: PassagePlace) => void) {
  return useCallback(
    async ({ source, report }: CheckedCitation): Promise<void> => {
      if (!source || report?.state === 'no-source') return;
      const { start, end, quote } = report ?? {};
      if (start === undefined || end === undefined) {
        onRead(source);
        return;
      }
      const place = { start, end };
      if (source.kind === 'file' || source.isFile || !quote) {
        onRead(source, place);
        return;
      }
      const passage = { before: report?.before ?? '', quote, after: report?.after ?? '' };
      const outcome = await showPassage({
        url: source.url,
        passage,
        ...(source.tabId === undefined ? {} : { tabId: source.tabId }),
      });
      if (outcome === 'marked') return;
      onRead(source, {
        ...place,
        note: outcome === 'not-found' ? 'reader.pageChanged' : 'reader.pageNotShown',
      });
    },
    [onRead],
  );
}
