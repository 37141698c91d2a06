import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { checkBackup } from '../../../../utils/backup/check-backup.ts';
import { restoreBackup } from '../../../../utils/backup/restore-backup.ts';
import type { RestoreChoices } from '../../../../utils/backup/restore-plan.ts';
import { writeBackup } from '../../../../utils/backup/write-backup.ts';
import { writeChat } from '../../../../utils/backup/write-chat.ts';
import { hashText } from '../../../../utils/shared/hash-text.ts';
import { database } from '../../../../utils/storage/database.ts';
import { envelopeFor } from '../../../../utils/storage/sources.ts';
import { emptyDatabase, keptOf, plantDatabase, seedOfDatabase } from '../../../helpers/random-database.ts';
import { plantedKey } from '../../../helpers/world.ts';

beforeEach(emptyDatabase);

const nothing = () => {};
const plan = async (file: Blob) => checkBackup(file, nothing);
async function restore(file: Blob, more: Partial<RestoreChoices> = {}) {
  const { plan: planned, contents } = await plan(file);
  const endpointIds = new Set(contents.endpoints.map(({ id }) => id));
  const choices = { differing: new Map(), endpointIds, hasSettings: true, copyMark: ' (copy)', ...more };
  await restoreBackup(file, planned, choices, nothing);
  return contents;
}
const unpacked = async (file: Blob) =>
  new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).text();

it('gives an empty database all that another had, but for keys, and names no envelope as the other did', () =>
  fc.assert(
    fc.asyncProperty(seedOfDatabase, async (seed) => {
      await emptyDatabase();
      await plantDatabase(seed);
      const before = await keptOf();
      const envelopes = new Set((await database.sources.toArray()).map(({ envelope }) => envelope));
      envelopes.delete('');
      const file = await writeBackup(1, nothing);
      await emptyDatabase();
      const contents = await restore(file);
      expect(contents.refused).toEqual([]);
      expect(contents.mendedCount).toBe(0);
      expect(await keptOf()).toEqual(before);
      expect((await database.endpoints.toArray()).every(({ apiKey }) => apiKey === '')).toBe(true);
      for (const source of await database.sources.toArray()) {
        expect(envelopes.has(source.envelope)).toBe(false);
        if (source.textHash) expect(source.envelope).toBe(await envelopeFor(source.textHash));
      }
      for (const character of await database.characters.toArray())
        expect(character.envelope).toBe(await envelopeFor(await hashText(character.json)));
    }),
    { numRuns: 15 },
  ));

it('changes nothing when the same file is restored again, nor where it was made', () =>
  fc.assert(
    fc.asyncProperty(seedOfDatabase, async (seed) => {
      await emptyDatabase();
      await plantDatabase(seed);
      const dump = async () =>
        Object.fromEntries(
          await Promise.all(database.tables.map(async (table) => [table.name, await table.toArray()])),
        );
      const before = await dump();
      const file = await writeBackup(1, nothing);
      const contents = await restore(file);
      expect(contents).toMatchObject({ newMessages: 0, newTextCharacters: 0, differing: [], endpoints: [] });
      expect(await dump()).toEqual(before);
      await emptyDatabase();
      await restore(file);
      const restored = await dump();
      expect(await restore(file)).toMatchObject({ newMessages: 0, differing: [], endpoints: [] });
      expect(await dump()).toEqual(restored);
    }),
    { numRuns: 6 },
  ));

it('has no key and no secret in a backup or an exported chat', () =>
  fc.assert(
    fc.asyncProperty(seedOfDatabase, async (seed) => {
      await emptyDatabase();
      await plantDatabase(seed);
      const texts = [await unpacked(await writeBackup(1, nothing))];
      for (const { id } of await database.chats.toArray())
        texts.push(await (await writeChat(id, true, 1)).text());
      const { installSecret } = (await database.settings.get('settings'))!;
      for (const text of texts) {
        expect(text).not.toContain(plantedKey);
        expect(text).not.toContain(installSecret);
        expect(text).not.toMatch(/"(?:apiKey|installSecret|envelope)"/);
      }
    }),
    { numRuns: 6 },
  ));

it('gives another database each chat that was saved as JSON, to the letter', () =>
  fc.assert(
    fc.asyncProperty(seedOfDatabase, async (seed) => {
      await emptyDatabase();
      await plantDatabase(seed);
      const before = await keptOf();
      const files = [];
      for (const { id } of await database.chats.toArray()) files.push(await writeChat(id, true, 1));
      await emptyDatabase();
      for (const file of files) expect((await restore(file)).refused).toEqual([]);
      const after = await keptOf();
      for (const table of ['chats', 'messages', 'readings'] as const)
        expect(after[table]).toEqual(before[table]);
    }),
    { numRuns: 8 },
  ));

it('refuses a file that ends anywhere before its end, with a sentence of its own', () =>
  fc.assert(
    fc.asyncProperty(
      seedOfDatabase,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      async (seed, share, isPacked) => {
        await emptyDatabase();
        await plantDatabase(seed);
        const packed = await writeBackup(1, nothing);
        const file = isPacked ? packed : new Blob([(await unpacked(packed)).trimEnd()]);
        const cut = file.slice(0, Math.floor(share * (file.size - 1)));
        await emptyDatabase();
        const error = await plan(cut).then(nothing, (thrown: unknown) => thrown);
        expect(error).toMatchObject({ code: expect.stringMatching(/^backup-(?:damaged|unknown)$/) });
        expect((await keptOf()).chats).toEqual([]);
      },
    ),
    { numRuns: 15 },
  ));

it('refuses a file in which one byte is another', () =>
  fc.assert(
    fc.asyncProperty(
      seedOfDatabase,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (seed, place, change) => {
        await emptyDatabase();
        await plantDatabase(seed);
        const bytes = new TextEncoder().encode((await unpacked(await writeBackup(1, nothing))).trimEnd());
        bytes[place % bytes.length]! ^= change;
        await expect(plan(new Blob([bytes]))).rejects.toMatchObject({
          code: expect.stringMatching(/^backup-/),
        });
      },
    ),
    { numRuns: 25 },
  ));
