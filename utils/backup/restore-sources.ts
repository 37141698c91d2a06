import { hashText } from '../shared/hash-text';
import type { Source } from '../sources/source';
import { database } from '../storage/database';
import { envelopeFor } from '../storage/sources';
import { fromBase64 } from './base64';
import type { FileRecords } from './record-schemas';
import type { FileCharacter, FileSource } from './source-schemas';

/** Adds texts that are not here. One that is stays, whatever the file has under its hash. */
export async function restoreTexts(records: readonly FileRecords['texts'][]): Promise<void> {
  await database.transaction('rw', database.texts, async () => {
    const here = new Set(
      await database.texts
        .where('hash')
        .anyOf(records.map(({ hash }) => hash))
        .primaryKeys(),
    );
    await database.texts.bulkAdd(records.filter(({ hash }) => !here.has(hash)));
  });
}

/** Adds the parts of texts that are here. */
export async function restoreMarks(records: readonly FileRecords['marks'][]): Promise<void> {
  await database.transaction('rw', database.marks, database.texts, async () => {
    const hashes = records.map(({ hash }) => hash);
    const texts = new Set(await database.texts.where('hash').anyOf(hashes).primaryKeys());
    const here = new Set(await database.marks.where('hash').anyOf(hashes).primaryKeys());
    await database.marks.bulkAdd(records.filter(({ hash }) => texts.has(hash) && !here.has(hash)));
  });
}

/** With names of envelopes that only this install can give. */
async function toSource({ selected, ...rest }: FileSource): Promise<Source> {
  const source = { ...rest, envelope: rest.textHash ? await envelopeFor(rest.textHash) : '' };
  if (!selected) return source;
  return { ...source, selected: { ...selected, envelope: await envelopeFor(selected.textHash) } };
}

const withoutText = ({ receipt: _, ...source }: Source): Source => ({
  ...source,
  status: 'failed',
  error: { code: 'text-missing', facts: {} },
  textHash: '',
  envelope: '',
});

/** Adds sources; one that is here stays, unless it could not be read and the file's was. */
export async function restoreSources(records: readonly FileSource[]): Promise<void> {
  const sources = await Promise.all(records.map(toSource));
  await database.transaction('rw', database.sources, database.texts, async () => {
    const mine = await database.sources.bulkGet(sources.map(({ id }) => id));
    const hashes = sources.flatMap(({ textHash, selected }) => [textHash, selected?.textHash ?? '']);
    const texts = new Set(await database.texts.where('hash').anyOf(hashes).primaryKeys());
    const complete = sources.map(({ selected, ...source }) => {
      const whole = selected && texts.has(selected.textHash) ? { ...source, selected } : source;
      return source.status === 'ready' && !texts.has(source.textHash) ? withoutText(whole) : whole;
    });
    const isWanted = (source: Source, index: number) =>
      mine[index] === undefined ||
      ((mine[index].status === 'failed' || mine[index].isDamaged) && source.status === 'ready');
    await database.sources.bulkPut(complete.filter(isWanted));
  });
}

/** Adds where sources lead that are here. */
export async function restoreLinks(records: readonly FileRecords['links'][]): Promise<void> {
  await database.transaction('rw', database.links, database.sources, async () => {
    const ids = records.map(({ sourceId }) => sourceId);
    const sources = new Set(await database.sources.where('id').anyOf(ids).primaryKeys());
    const here = new Set(await database.links.where('sourceId').anyOf(ids).primaryKeys());
    await database.links.bulkAdd(
      records.filter(({ sourceId }) => sources.has(sourceId) && !here.has(sourceId)),
    );
  });
}

/** Writes a character as the file has it. @param id its own, or that of a copy. */
export async function restoreCharacter({ portrait, ...rest }: FileCharacter, id: string): Promise<void> {
  const envelope = await envelopeFor(await hashText(rest.json));
  const sourceIds = new Set(await database.sources.where('id').anyOf(rest.sourceIds).primaryKeys());
  await database.characters.put({
    ...rest,
    id,
    envelope,
    // A chat cannot be begun with a canon that is not there.
    sourceIds: rest.sourceIds.filter((sourceId) => sourceIds.has(sourceId)),
    ...(portrait ? { portrait: new Blob([fromBase64(portrait)], { type: 'image/png' }) } : {}),
  });
}
