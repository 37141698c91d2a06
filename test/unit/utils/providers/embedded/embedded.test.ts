import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  escapeSpecialTokens,
  unescapeSpecialTokens,
} from '../../../../../utils/providers/embedded/escape-special-tokens.ts';
import { modelAddresses } from '../../../../../utils/providers/embedded/model-addresses.ts';
import { embeddedModels } from '../../../../../utils/providers/embedded/models.ts';
import { resumePlan } from '../../../../../utils/providers/embedded/resume-plan.ts';

describe('special tokens', () => {
  it('are no tokens any more, and come back as they were', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '|', '\u2060', 'im_start', '>', 'a'), maxLength: 30 }),
        (text) => {
          const escaped = escapeSpecialTokens(text);
          expect(escaped).not.toContain('<|');
          expect(unescapeSpecialTokens(escaped)).toBe(text);
        },
      ),
    );
  });
});

describe('resumePlan', () => {
  const answer = (status: number, contentRange: string | null = null) => ({
    status,
    contentLength: null,
    contentRange,
  });
  it.each([
    ['a first request', answer(200), 0, { kind: 'append', from: 0, totalBytes: 100 }],
    ['the rest', answer(206, 'bytes 40-99/100'), 40, { kind: 'append', from: 40, totalBytes: 100 }],
    ['a server without ranges begins anew', answer(200), 40, { kind: 'append', from: 0, totalBytes: 100 }],
    ['another range than asked for', answer(206, 'bytes 0-99/100'), 40, { kind: 'refused' }],
    ['the range of another file', answer(206, 'bytes 40-199/200'), 40, { kind: 'refused' }],
    ['a range that is not told', answer(206), 40, { kind: 'refused' }],
    ['all of it is here', answer(416), 100, { kind: 'complete' }],
    ['a range that the server lacks', answer(416), 40, { kind: 'refused' }],
    ['not found', answer(404), 0, { kind: 'refused' }],
  ])('%s', (_, given, kept, plan) => {
    expect(resumePlan(given, kept, 100)).toEqual(plan);
  });
});

describe('modelAddresses', () => {
  const [first] = embeddedModels;
  const own = first!.sources[1]!;
  it('tries the package first, then the model’s own address', () => {
    expect(modelAddresses(first!, 'ext:/models/x', '')).toEqual(['ext:/models/x', own]);
    expect(modelAddresses(first!, null, '')).toEqual([own]);
  });
  it.each([
    ['https://hf-mirror.com', 'https://hf-mirror.com/'],
    ['https://mirror.test/hf/', 'https://mirror.test/hf/'],
  ])('goes to the mirror %s instead', (mirror, base) => {
    expect(modelAddresses(first!, null, mirror)).toEqual([`${base}${new URL(own).pathname.slice(1)}`]);
  });
  it('ignores a mirror that is no address', () => {
    expect(modelAddresses(first!, null, 'not an address')).toEqual([own]);
  });
});

it.each(embeddedModels)('$id is pinned', (model) => {
  expect(model.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(model.sizeBytes).toBeGreaterThan(1e6);
  expect(model.sources[0]).toBe('packaged:');
});
