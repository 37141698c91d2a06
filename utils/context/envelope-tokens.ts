import { estimateTokens } from '../tokens/estimate-tokens';

/** The tags with their random names, twenty hexadecimal digits twice, and the source's number. */
const tagTokens = 40;

/** Estimated tokens (o200k) of what stands around a source's text in a request, see wrapSource. */
export const envelopeTokens = ({ title, url }: { title: string; url: string }): number =>
  tagTokens + estimateTokens(title) + estimateTokens(url);
