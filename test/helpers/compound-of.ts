import { CFB } from '@e965/xlsx';

interface Container {
  FullPaths: string[];
}
interface CfbWriter {
  utils: { cfb_new(): Container; cfb_add(file: Container, path: string, content: Uint8Array): void };
  write(file: Container, options: { type: 'array' }): ArrayLike<number>;
}

/** A compound file of these streams, by their names. */
export function compoundOf(streams: Record<string, Uint8Array>): Uint8Array {
  const writer = CFB as unknown as CfbWriter;
  const file = writer.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) writer.utils.cfb_add(file, `/${name}`, content);
  return Uint8Array.from(writer.write(file, { type: 'array' }));
}
