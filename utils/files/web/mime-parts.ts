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

export interface MimeHeaders {
  /** Media type, in small letters. */
  type: string;
  /** Of the media type. */
  parameters: Map<string, string>;
  /** As in `attachment`, in small letters; empty where it is not said. */
  disposition: string;
  encoding: string;
  location: string;
  id: string;
}

/** What the headers of a part say of its body. @param text each line of it once. */
export function readHeaders(text: string): MimeHeaders {
  const fields = new Map<string, string>();
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).toLowerCase();
    if (at > 0 && !fields.has(name)) fields.set(name, line.slice(at + 1).trim());
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
    disposition: (fields.get('content-disposition') ?? '').split(';')[0]!.trim().toLowerCase(),
    encoding: (fields.get('content-transfer-encoding') ?? '').toLowerCase(),
    location: fields.get('content-location') ?? '',
    id: (fields.get('content-id') ?? '').replace(/^<|>$/g, ''),
  };
}

/** A part's bytes. @param body a character for each byte. */
export function decodeBody(body: string, encoding: string): Uint8Array {
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

export interface SplitParts {
  /** What stands before the first one, with the end of its line. */
  preamble: string;
  /** Each with the line that begins it. What stands after the last one is its content, after a line that ends them all. */
  parts: { line: string; content: string }[];
}

/** The parts of a multipart body; joined again, they are the body. */
export function splitParts(body: string, boundary: string): SplitParts {
  const escaped = boundary.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  // A boundary may begin with the characters of another one.
  const line = new RegExp(`^--${escaped}(?:--)?[ \\t]*\\r?(?:\\n|$(?![\\s\\S]))`, 'gm');
  const starts = [...body.matchAll(line)];
  return {
    preamble: body.slice(0, starts[0]?.index ?? body.length),
    parts: starts.map((found, index) => ({
      line: found[0],
      content: body.slice(found.index + found[0].length, starts[index + 1]?.index ?? body.length),
    })),
  };
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
      for (const { line, content } of splitParts(body, boundary).parts)
        if (!line.trimEnd().endsWith(`${boundary}--`)) read(content.replace(/\r?\n$/, ''), depth + 1);
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
