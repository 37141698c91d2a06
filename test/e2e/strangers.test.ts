import { afterAll, beforeAll, expect, it } from 'vitest';
import { StrangersWorld } from '../attack/strangers/strangers-world.ts';
import { shortArticle, startWorld, type World } from '../helpers/world.ts';

let world: World;
let strangers: StrangersWorld;
beforeAll(async () => {
  world = await startWorld({ grantHosts: ['http://*/*', 'https://*/*'] });
  const { panel } = await world.read(world.pages.add('/first', shortArticle));
  strangers = await StrangersWorld.in(world, panel);
});
afterAll(async () => {
  await strangers.leave();
  await world.close();
});

// The long form is `npm run attack:messages`.
it('is driven and read by no page, no other extension and no script of its own that was taken over', async () => {
  const each = 250;
  expect(await strangers.listen(each, 1)).toEqual({
    sent: {
      page: each,
      'taken-over script of ours': each,
      'script of another extension': each,
      'another extension': each,
    },
    reads: [],
    requests: [],
    changes: [],
  });
});

it('would be seen to be: its own pages are heard with the same words', async () => {
  const { answered, requests } = await strangers.hearOwnPage();
  expect(answered).toBe(1);
  expect(requests).toEqual(expect.arrayContaining(['/v1/chat/completions', '/v1/models', '/unread']));
});
