import { makeNeedlePage } from '../helpers/needle-page.ts';
import type { SeedSource } from '../helpers/seed-chat.ts';

/** A source of about so many characters, Chinese and English in turn. */
export function makeSource(index: number, characterCount: number): SeedSource {
  // Another length gives another text.
  const { html, title } = makeNeedlePage(characterCount + index, index % 2 === 0 ? 'zh' : 'en');
  const text = html
    .slice(html.indexOf('<article>') + '<article>'.length, html.indexOf('</article>'))
    .replace(/<h2>/g, '\n\n## ')
    .replace(/<li>/g, '\n- ')
    .replace(/<p>/g, '\n\n')
    .replace(/<[^>]+>/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { title: `${index + 1} · ${title}`, text };
}
