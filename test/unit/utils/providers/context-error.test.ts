import { describe, expect, it } from 'vitest';
import { type Refusal, readContextError } from '../../../../utils/providers/protocols/context-error.ts';

const refusal = (said: string, status: number | undefined = 400, codes: string[] = []): Refusal => ({
  said,
  status,
  codes,
});

describe('a request that is too long', () => {
  it.each<[string, Refusal, object]>([
    [
      'OpenAI',
      refusal(
        "This model's maximum context length is 128000 tokens. However, your messages resulted in 141223 tokens. Please reduce the length of the messages.",
        400,
        ['context_length_exceeded'],
      ),
      { windowTokens: 128_000, tokenCount: 141_223 },
    ],
    [
      'DeepSeek',
      refusal(
        "This model's maximum context length is 65536 tokens. However, you requested 84000 tokens (80000 in the messages, 4000 in the completion). Please reduce the length of the messages or completion.",
        400,
        ['invalid_request_error'],
      ),
      { windowTokens: 65_536, tokenCount: 84_000 },
    ],
    [
      'Moonshot',
      refusal('Invalid request: Your request exceeded model token limit: 8192', 400, [
        'invalid_request_error',
      ]),
      { windowTokens: 8192 },
    ],
    [
      'OpenRouter',
      refusal(
        "This endpoint's maximum context length is 131072 tokens. However, you requested about 140000 tokens (139000 of text input, 1000 in the output).",
      ),
      { windowTokens: 131_072, tokenCount: 140_000 },
    ],
    [
      'Anthropic',
      refusal('prompt is too long: 208310 tokens > 200000 maximum', 400, ['invalid_request_error']),
      { windowTokens: 200_000, tokenCount: 208_310 },
    ],
    [
      'Gemini',
      refusal('The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'),
      { windowTokens: 1_048_576, tokenCount: 1_200_000 },
    ],
    [
      'Mistral',
      refusal(
        'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
        400,
        ['3051'],
      ),
      { windowTokens: 32_768, tokenCount: 40_000 },
    ],
    [
      'xAI',
      refusal("This model's maximum prompt length is 131072 but the request contains 150000 tokens."),
      { windowTokens: 131_072, tokenCount: 150_000 },
    ],
    [
      'vLLM',
      refusal(
        "This model's maximum context length is 4096 tokens. However, you requested 9000 tokens in the messages.",
        400,
        ['400', 'BadRequestError'],
      ),
      { windowTokens: 4096, tokenCount: 9000 },
    ],
    ['DashScope', refusal('Range of input length should be [1, 129024]'), { windowTokens: 129_024 }],
    ['Zhipu', refusal('Prompt 超长', 400, ['1261']), {}],
    [
      'LM Studio',
      refusal(
        'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.',
      ),
      { windowTokens: 4096, tokenCount: 5000 },
    ],
    [
      'text-generation-inference',
      refusal('Input validation error: `inputs` must have less than 1024 tokens. Given: 2300', 422),
      { windowTokens: 1024, tokenCount: 2300 },
    ],
    [
      'llama.cpp',
      {
        ...refusal('the request exceeds the available context size', 400, ['exceed_context_size_error']),
        promptTokens: 9000,
        windowTokens: 4096,
      },
      { windowTokens: 4096, tokenCount: 9000 },
    ],
    [
      'llama.cpp, without its fields',
      refusal('request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it'),
      { windowTokens: 4096, tokenCount: 9000 },
    ],
    [
      'OpenAI, responses',
      refusal(
        'Your input exceeds the context window of this model. Please adjust your input and try again.',
        400,
        ['context_length_exceeded'],
      ),
      {},
    ],
    [
      'OpenAI, a limit of its own',
      refusal(
        'Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300000 tokens.',
        400,
        ['context_length_exceeded'],
      ),
      { windowTokens: 272_000, tokenCount: 300_000 },
    ],
    [
      'OpenAI, a string whose length is told in characters',
      refusal(
        "Invalid 'messages[1].content': string too long. Expected a string with maximum length 10485760, but got a string with length 12000000 instead.",
        400,
        ['string_above_max_length'],
      ),
      {},
    ],
    [
      'Anthropic, prompt and answer together',
      refusal(
        'input length and `max_tokens` exceed context limit: 150000 + 64000 > 200000, decrease input length or `max_tokens` and try again',
      ),
      { windowTokens: 200_000 },
    ],
    [
      'Moonshot, with what was asked for',
      refusal('Invalid request: Your request exceeded model token limit: 8192 (requested: 10012)'),
      { windowTokens: 8192, tokenCount: 10_012 },
    ],
    [
      'DashScope, as its OpenAI-compatible address says it',
      refusal('<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 983616]', 400, [
        'invalid_parameter_error',
      ]),
      { windowTokens: 983_616 },
    ],
    [
      'vLLM, a prompt longer than the model',
      refusal(
        'The decoder prompt (length 9000) is longer than the maximum model length of 4096. Make sure that `max_model_len` is no smaller than the number of text tokens.',
      ),
      { windowTokens: 4096, tokenCount: 9000 },
    ],
    [
      'vLLM, no room for the answer',
      refusal(
        "'max_tokens' or 'max_completion_tokens' is too large: 2048. This model's maximum context length is 4096 tokens and your request has 3000 input tokens (2048 > 4096 - 3000).",
      ),
      { windowTokens: 4096 },
    ],
    [
      'vLLM, newer',
      refusal(
        "You passed 9000 input tokens and requested 0 output tokens. However, the model's context length is only 4096 tokens, resulting in a maximum input length of 4096 tokens.",
      ),
      { windowTokens: 4096, tokenCount: 9000 },
    ],
    [
      'SGLang',
      refusal("The input (9000 tokens) is longer than the model's context length (4096 tokens)."),
      { windowTokens: 4096, tokenCount: 9000 },
    ],
    [
      'LM Studio, newer',
      refusal('Cannot truncate prompt with n_keep (15028) >= n_ctx (7424)'),
      { windowTokens: 7424, tokenCount: 15_028 },
    ],
    [
      'LM Studio, in words',
      refusal(
        'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 26166>= n_ctx: 8192). Try to load the model with a larger context length, or provide a shorter input.',
        undefined,
      ),
      { windowTokens: 8192, tokenCount: 26_166 },
    ],
    [
      'Together',
      refusal(
        'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: 4500 `inputs` tokens and 0 `max_new_tokens`',
        422,
      ),
      { windowTokens: 4097, tokenCount: 4500 },
    ],
    [
      'Groq',
      refusal('Please reduce the length of the messages or completion.', 400, ['context_length_exceeded']),
      {},
    ],
    [
      'MiniMax, whose number is its error’s',
      refusal('invalid params, context window exceeds limit (2013)'),
      {},
    ],
    ['a body too large for the server', refusal('', 413), {}],
    [
      'an error in the stream',
      { ...refusal('the input length exceeds the context length'), status: undefined },
      {},
    ],
  ])('%s', (_, told, expected) => expect(readContextError(told)).toEqual(expected));
});

describe('another refusal', () => {
  it.each([
    ['a bad parameter', refusal('temperature is odd')],
    ['a wrong key', refusal('Incorrect API key provided', 401)],
    ['an unknown model', refusal('The model `x` does not exist', 404)],
    [
      'a limit a minute',
      refusal('Request too large for model on tokens per minute (TPM): Limit 6000, Requested 9000', 413, [
        'rate_limit_exceeded',
      ]),
    ],
    ['a rate limit', refusal('Rate limit reached: 30000 tokens per minute', 429)],
    ['a crash', refusal('The maximum context length was fine, but the model crashed', 500)],
  ])('%s', (_, told) => expect(readContextError(told)).toBeUndefined());
});
