import { useState } from 'react';
import { picturesOfPage } from '../../utils/browser/page-pictures';
import { toAppError } from '../../utils/shared/app-error';
import type { Source } from '../../utils/sources/source';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { toPortrait } from './portrait-png';

/** Where a portrait comes from: a file, or a page that is read; and what stood against it. */
export function usePortrait(before: Blob | undefined) {
  const texts = useTexts();
  const [portrait, setPortrait] = useState(before);
  /** Pictures of a page, to choose from. */
  const [found, setFound] = useState<Blob[]>([]);
  const [failure, setFailure] = useState('');

  const takeFile = async (file: File | undefined) => {
    if (!file) return;
    setFailure('');
    try {
      setPortrait(await toPortrait(file));
      setFound([]);
    } catch (error) {
      setFailure(errorText(toAppError(error).toRecord(), texts));
    }
  };
  /** Takes the likeliest picture of the first page that gives one, and shows the others. */
  const takeFromPages = async (pages: readonly Source[]) => {
    setFailure('');
    let isAnyOpen = false;
    for (const page of pages) {
      const pictures = await picturesOfPage(page);
      if (pictures === 'closed') continue;
      isAnyOpen = true;
      const drawn = await Promise.allSettled(pictures.map(toPortrait));
      // A page's picture may be of a kind that cannot be drawn: then the next one counts.
      const portraits = drawn.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      if (portraits.length === 0) continue;
      setFound(portraits);
      setPortrait(portraits[0]);
      return;
    }
    setFailure(texts.t(isAnyOpen ? 'card.noPagePicture' : 'card.pageClosed'));
  };
  return { portrait, found, failure, takeFile, takeFromPages, choose: setPortrait };
}
