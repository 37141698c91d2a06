import { createContext, useContext } from 'react';

/** Words that the renderer itself needs; the app gives them in its language. */
export interface MarkdownLabels {
  copy: string;
  copied: string;
}

export const MarkdownLabelsContext = createContext<MarkdownLabels>({ copy: 'Copy', copied: 'Copied' });
export const useMarkdownLabels = (): MarkdownLabels => useContext(MarkdownLabelsContext);
