// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { choosePictures } from '../../../../utils/extract/choose-pictures.ts';

/** Pictures that have loaded: jsdom loads none, so each says its size in `data-size`. */
function choose(html: string, head = ''): string[] {
  document.head.innerHTML = head;
  document.body.innerHTML = html;
  for (const image of document.images) {
    const [width, height] = (image.dataset.size ?? '0x0').split('x').map(Number);
    Object.defineProperties(image, {
      complete: { value: image.dataset.loading === undefined },
      naturalWidth: { value: width },
      naturalHeight: { value: height },
    });
  }
  return choosePictures(document);
}
const at = (name: string) => `https://w.test/${name}`;
const img = (name: string, size: string, more = '') => `<img src="${at(name)}" data-size="${size}" ${more}>`;

it.each([
  ['MediaWiki', `<table class="infobox biography"><tr><td>${img('face', '220x300')}</td></tr></table>`],
  [
    'Fandom',
    `<aside class="portable-infobox"><figure class="pi-image">${img('face', '220x300')}</figure></aside>`,
  ],
  ['Moegirl', `<div class="infotemplatebox">${img('face', '220x300')}</div>`],
  ['Baidu Baike', `<div class="summary-pic"><a>${img('face', '220x300')}</a></div>`],
])('takes the picture in the box of facts first: %s', (_, box) => {
  expect(choose(`<p>${img('large', '900x600')}</p>${box}`)).toEqual([at('face'), at('large')]);
});

it('takes what the page declares before its text, where that lies at a site it has loaded from', () => {
  const head = (url: string) => `<meta property="og:image" content="${url}">`;
  const body = img('large', '900x600');
  expect(choose(body, head(at('cover')))).toEqual([at('cover'), at('large')]);
  expect(choose(body, head('https://tracker.test/p.png'))).toEqual([at('large')]);
  expect(choose(body, head('http://[bad'))).toEqual([at('large')]);
});

it('takes large pictures of the text before small ones, each once, and a few only', () => {
  const many = Array.from({ length: 9 }, (_, index) => img(`n${index}`, '400x400'));
  expect(choose(`${img('small', '120x120')}${img('large', '500x400')}${img('large', '500x400')}`)).toEqual([
    at('large'),
    at('small'),
  ]);
  expect(choose(many.join(''))).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5'].map(at));
});

it('takes no icon, banner, picture that has not loaded, or one of a menu', () => {
  const html = [
    img('icon', '32x32'),
    img('banner', '1200x200'),
    img('waiting', '300x300', 'data-loading'),
    `<nav>${img('logo', '300x300')}</nav><footer>${img('badge', '300x300')}</footer>`,
    '<img data-size="300x300">',
  ];
  expect(choose(html.join(''))).toEqual([]);
});
