import { storeArchive } from '../files/unzip';
import type { PlainNode } from './map-node';

interface Topic {
  id: string;
  class: 'topic';
  title: string;
  structureClass?: string;
  notes?: { plain: { content: string } };
  children?: { attached: Topic[] };
}

/** A map as XMind reads it since its version of 2020: an archive with the map as JSON. */
export function toXmind(root: PlainNode): Uint8Array<ArrayBuffer> {
  let count = 0;
  const toTopic = ({ label, note, children }: PlainNode): Topic => ({
    id: `topic-${++count}`,
    class: 'topic',
    title: label,
    ...(note ? { notes: { plain: { content: note } } } : {}),
    ...(children.length > 0 ? { children: { attached: children.map(toTopic) } } : {}),
  });
  const rootTopic = { ...toTopic(root), structureClass: 'org.xmind.ui.logic.right' };
  const files = {
    'content.json': [{ id: 'sheet-1', class: 'sheet', title: root.label, rootTopic }],
    'metadata.json': { creator: { name: 'Unabridged' } },
    'manifest.json': { 'file-entries': { 'content.json': {}, 'metadata.json': {} } },
  };
  const encoder = new TextEncoder();
  return storeArchive(
    Object.fromEntries(
      Object.entries(files).map(([name, value]) => [name, encoder.encode(JSON.stringify(value))]),
    ),
  );
}
