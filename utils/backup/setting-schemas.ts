import * as z from 'zod/mini';
import type { ModelInfo, Price } from '../providers/protocol';
import type { Endpoint, Settings } from '../storage/database';
import type { ModelRecord } from '../storage/models';
import { amount, choice, exactly, id, time, webAddress, words } from './schema-parts';

const price = exactly<Price>()(
  z.object({
    currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
    input: amount,
    output: amount,
    cachedInput: z.optional(amount),
  }),
);

export const modelSchema = exactly<ModelRecord>()(
  z.object({
    id: words,
    enteredWindowTokens: z.optional(amount),
    learnedWindowTokens: z.optional(amount),
    enteredPrice: z.optional(price),
    tokenRatio: z.optional(amount),
    prefillTokensPerS: z.optional(amount),
  }),
);

const modelInfo = exactly<ModelInfo>()(
  z.object({
    id: words,
    windowTokens: z.optional(amount),
    mostOutputTokens: z.optional(amount),
    price: z.optional(price),
    protocol: z.optional(z.literal('ollama-chat')),
  }),
);

export type FileEndpoint = Omit<Endpoint, 'apiKey' | 'isDamaged'>;

/** An address without what may be a secret: user names, passwords, parameters. @returns empty for what is no address. */
export function bareAddress(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return '';
  const url = new URL(baseUrl);
  Object.assign(url, { username: '', password: '', search: '', hash: '' });
  return url.href.replace(/\/+$/, '');
}

const bare = z.pipe(webAddress.check(z.refine((url) => URL.canParse(url))), z.transform(bareAddress));

export const endpointSchema = exactly<FileEndpoint>()(
  z.object({
    id,
    presetId: words,
    name: words,
    baseUrl: bare,
    model: words,
    models: z.array(modelInfo),
    silenceTimeoutS: z.number().check(z.gte(1), z.lte(86_400)),
    createdAt: time,
  }),
);

export type FileSettings = Omit<Settings, 'id' | 'installSecret' | 'isDamaged'>;

export const settingsSchema = exactly<FileSettings>()(
  z.object({
    choice: z.nullable(choice),
    language: z.enum(['auto', 'en', 'zh-CN']),
    theme: z.enum(['system', 'light', 'dark']),
    modelMirror: z.union([bare, z.literal('')]),
  }),
);
