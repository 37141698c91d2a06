import { describe, expect, it } from 'vitest';
import { hasText, isPlainDocument, plainToMarkdown } from '../../../../utils/extract/plain-document.ts';

describe('plain documents', () => {
  it.each([
    ['text/plain', true, true],
    ['text/markdown', true, true],
    ['application/json', true, true],
    ['application/ld+json', true, true],
    ['application/rss+xml', true, true],
    ['text/xml', true, true],
    ['text/html', true, false],
    ['application/xhtml+xml', true, false],
    ['application/pdf', false, false],
    ['image/png', false, false],
    ['application/octet-stream', false, false],
    ['video/mp4', false, false],
  ])('%s', (type, text, plain) => {
    expect(hasText(type)).toBe(text);
    expect(isPlainDocument(type)).toBe(plain);
  });

  it('keeps prose as it stands, and puts data in a block of code', () => {
    expect(plainToMarkdown('# a\r\nb\n', 'text/markdown')).toBe('# a\nb');
    expect(plainToMarkdown('{"a":1}', 'application/json')).toBe('```json\n{"a":1}\n```');
    expect(plainToMarkdown('x ``` y', 'text/css')).toBe('````css\nx ``` y\n````');
    expect(plainToMarkdown('<a/>', 'application/rss+xml')).toBe('```xml\n<a/>\n```');
  });
});
