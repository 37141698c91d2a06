import { expect, it } from 'vitest';
import { findEntry } from '../../../../utils/roleplay/find-entry.ts';

const link = (path: string, text: string) => ({ url: `https://w.test/wiki/${path}`, text });
const links = [
  link('Main_Page', 'Main page'),
  link('Ilse_Varn_(keeper)', 'Ilse Varn (keeper)'),
  link('Ilse_Varn_(ship)', 'Ilse Varn'),
  link('%E6%9E%97%E5%A4%95', '灯塔看守人'),
  link('Otto', 'Otto, her brother'),
  link('%', '100'),
];

it.each([
  ['Ilse Varn (keeper)', 1],
  ['ilse  varn', 2],
  ['Ilse Varn (ship)', 2],
  ['林夕', 3],
  ['Otto', 4],
  ['Otto, her brother, the second', 4],
  ['Ilse', undefined],
  ['Anna', undefined],
  ['', undefined],
])('finds where %j leads', (name, index) => {
  expect(findEntry(links, name)).toBe(index === undefined ? undefined : links[index]);
});
