import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nestsTooDeep } from '../../../../utils/sources/nests-too-deep.ts';

const many = 25_001;

describe('nestsTooDeep', () => {
  it.each([
    ['boxes', '<div>'.repeat(many)],
    ['boxes that are closed again', '<div>'.repeat(many) + '</div>'.repeat(many)],
    ['marks', '<b class="x">'.repeat(many)],
    ['names of its own', '<x-y>'.repeat(many)],
    ['tables', '<table><tr><td>'.repeat(many)],
    ['large letters', '<DIV>'.repeat(many)],
    ['end tags of nothing', '<div></nothing></b>'.repeat(many)],
    ['boxes that would close themselves', '<div/>'.repeat(many)],
  ])('tells it of %s', (_, html) => {
    expect(nestsTooDeep(html)).toBe(true);
  });

  it.each([
    ['a page', '<!doctype html><html><head><title>a</title></head><body><main><p>a</main>'],
    ['as deep as may be', '<div>'.repeat(many - 1)],
    ['a long list of closed boxes', '<div><span>a</span></div>'.repeat(many)],
    ['paragraphs and items left open', '<p>a<ul><li>b<li>c</ul>'.repeat(many)],
    ['rows and cells left open', `<table>${'<tr><td>a<td>b'.repeat(many)}</table>`],
    ['breaks and images', '<br><img src=a><input>'.repeat(many)],
    ['parts of a drawing', `<svg>${'<path d="M0 0"/><g><use/></g>'.repeat(many)}</svg>`],
    ['small drawings', '<svg/>'.repeat(many)],
    ['code of a script', `<script>${'a = "<div>";'.repeat(many)}</script>`],
    ['a script that never ends', `<script>${'<div>'.repeat(many)}`],
    ['comments', `<!-- ${'<div>'.repeat(many)} --><!-->`],
    ['a comment that never ends', `<!-- ${'<div>'.repeat(many)}`],
    ['a tag that never ends', '<div '.repeat(many)],
  ])('lets %s pass', (_, html) => {
    expect(nestsTooDeep(html)).toBe(false);
  });

  it('lets any page pass that closes what it opens, however long', () => {
    const name = fc.constantFrom('div', 'b', 'section', 'x-y', 'table');
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constant('text'),
        fc.tuple(name, fc.array(tie('tree'))).map(([tag, inside]) => `<${tag}>${inside.join('')}</${tag}>`),
      ),
    }));
    fc.assert(
      fc.property(tree, (html) => !nestsTooDeep(html.repeat(200))),
      { numRuns: 50 },
    );
  });
});
