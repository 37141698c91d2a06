import { useEffect, useState } from 'react';
import type { Price } from '../../utils/providers/protocol';
import { loadModelRecord, updateModelRecord } from '../../utils/storage/models';

/** Ordered as they are offered. */
export const currencies = ['USD', 'CNY', 'EUR', 'JPY', 'GBP'] as const;

const toNumber = (text: string): number => Number(text.trim().replace(',', '.'));

/** A whole number of tokens as people write it: `131072`, `131,072`, `128k`, `1M`; NaN for anything else, undefined for nothing. */
export function readTokens(text: string): number | undefined {
  const typed = text.trim();
  if (!typed) return undefined;
  const match = /^(\d[\d\s,._]*?)\s*([kKmM万])?$/.exec(typed);
  if (!match) return Number.NaN;
  const unit = { k: 1000, m: 1_000_000, 万: 10_000 }[match[2]?.toLowerCase() ?? ''];
  const value = unit ? toNumber(match[1]!) * unit : Number(match[1]!.replace(/[\s,._]/g, ''));
  return value >= 256 && value <= 1e9 ? Math.round(value) : Number.NaN;
}

/**
 * What the user enters of one model: its window and its price.
 * @param endpointId undefined for an endpoint that is not saved yet.
 */
export function useModelEntry(endpointId: string | undefined, model: string) {
  const [windowText, setWindowText] = useState('');
  const [input, setInput] = useState('');
  const [output, setOutput] = useState('');
  const [currency, setCurrency] = useState<string>(currencies[0]);
  useEffect(() => {
    if (!endpointId) return;
    let isCurrent = true;
    void loadModelRecord(endpointId, model).then((record) => {
      if (!isCurrent || !record) return;
      setWindowText(record.enteredWindowTokens ? String(record.enteredWindowTokens) : '');
      setInput(record.enteredPrice ? String(record.enteredPrice.input) : '');
      setOutput(record.enteredPrice ? String(record.enteredPrice.output) : '');
      if (record.enteredPrice) setCurrency(record.enteredPrice.currency);
    });
    return () => {
      isCurrent = false;
    };
  }, [endpointId, model]);

  const windowTokens = readTokens(windowText);
  const price: Price | undefined =
    input.trim() && toNumber(input) >= 0
      ? { currency, input: toNumber(input), output: Math.max(0, toNumber(output) || 0) }
      : undefined;
  return {
    windowText,
    setWindowText,
    input,
    setInput,
    output,
    setOutput,
    currency,
    setCurrency,
    isWrongWindow: Number.isNaN(windowTokens),
    /** Keeps what was entered; another window than before also takes the place of one that the endpoint's refusal has taught. */
    save: (savedId: string, savedModel: string) =>
      updateModelRecord(savedId, savedModel, (record) => ({
        enteredWindowTokens: windowTokens,
        enteredPrice: price,
        learnedWindowTokens:
          record.enteredWindowTokens === windowTokens ? record.learnedWindowTokens : undefined,
      })),
  };
}
