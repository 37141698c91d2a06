import { binaryBytes, binaryText } from '../binary-text';

/** A part of a message in MIME. */
export interface MimePart {
  /** Media type, in small letters. */
  type: string;
  charset?: string;
  /** The address that it was loaded from; empty where it says none. */
  location: string;
  id: string;
  bytes: Uint8Array;
}

/** Messages in messages; no browser writes more than two. */
const mostDepth = 5;

interface Headers {
  type: string;
  parameters: Map<string, string>;
  encoding: string;
  location: string;
  id: string;
}

function readHeaders(text: string): Headers {
  const fields = new Map<string, string>();
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const at = line.indexOf(':');
    if (at > 0) fields.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim());
  }
  const said = fields.get('content-type') ?? 'text/plain';
  const parameters = new Map(
    [...said.matchAll(/;\s*([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s;]+))/g)].map(([, name, quoted, bare]) => [
      name!.toLowerCase(),
      quoted ?? bare ?? '',
    ]),
  );
  return {
    type: said.split(';')[0]!.trim().toLowerCase(),
    parameters,
    encoding: (fields.get('content-transfer-encoding') ?? '').toLowerCase(),
    location: fields.get('content-location') ?? '',
    id: (fields.get('content-id') ?? '').replace(/^<|>$/g, ''),
  };
}

function decodeBody(body: string, encoding: string): Uint8Array {
  if (encoding === 'quoted-printable')
    return binaryBytes(
      body
        .replace(/[ \t]+(?=\r?\n)/g, '')
        .replace(/=\r?\n/g, '')
        .replace(/=([\da-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    );
  if (encoding !== 'base64') return binaryBytes(body);
  const digits = body.replace(/[^A-Za-z\d+/]/g, '');
  return binaryBytes(atob(digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0))));
}

/** The parts of a message that hold something, in their order, decoded. @param message as it is stored. */
export function readMimeParts(message: Uint8Array): MimePart[] {
  const parts: MimePart[] = [];
  const read = (text: string, depth: number) => {
    const end = /\r?\n\r?\n/.exec(text);
    const headers = readHeaders(text.slice(0, end?.index ?? 0));
    const body = text.slice(end ? end.index + end[0].length : 0);
    const boundary = headers.parameters.get('boundary');
    if (headers.type.startsWith('multipart/') && boundary && depth < mostDepth) {
      const pieces = `\n${body}`.split(`\n--${boundary}`);
      for (const piece of pieces.slice(1))
        if (!piece.startsWith('--')) read(piece.replace(/^[^\n]*\n/, ''), depth + 1);
      return;
    }
    const charset = headers.parameters.get('charset');
    // Pictures are not looked at.
    if (!/^(?:text|application\/xhtml)/.test(headers.type)) return;
    parts.push({
      type: headers.type,
      ...(charset ? { charset } : {}),
      location: headers.location,
      id: headers.id,
      bytes: decodeBody(body, headers.encoding),
    });
  };
  read(binaryText(message).replace(/^\s+/, ''), 0);
  return parts;
}
