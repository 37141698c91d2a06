/** Where the value of a member stands in its text. */
interface Member {
  key: string;
  start: number;
  end: number;
}

function stringEnd(json: string, start: number): number {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

const skipBlank = (json: string, start: number): number => {
  let at = start;
  while (/\s/.test(json[at]!)) at++;
  return at;
};

function valueEnd(json: string, start: number): number {
  if (json[start] === '"') return stringEnd(json, start);
  let depth = 0;
  for (let at = start; ; at++) {
    const sign = json[at];
    if (sign === '"') at = stringEnd(json, at) - 1;
    else if (sign === '{' || sign === '[') depth++;
    else if (depth === 0 && (sign === undefined || /[\s,\]}]/.test(sign))) return at;
    else if ((sign === '}' || sign === ']') && --depth === 0) return at + 1;
  }
}

/** @returns the members of the object that begins here, and where its closing bracket stands. */
function readObject(json: string, start: number): { members: Member[]; end: number } {
  const members: Member[] = [];
  let at = skipBlank(json, start + 1);
  while (json[at] !== '}') {
    const keyEnd = stringEnd(json, at);
    const valueStart = skipBlank(json, skipBlank(json, keyEnd) + 1);
    const end = valueEnd(json, valueStart);
    members.push({ key: JSON.parse(json.slice(at, keyEnd)) as string, start: valueStart, end });
    at = skipBlank(json, end);
    if (json[at] === ',') at = skipBlank(json, at + 1);
  }
  return { members, end: at };
}

/**
 * JSON with some members of an object in it set; every other byte stays as it is. To write all of it anew would round numbers and lose
 * how they were written, and move members whose names are numbers.
 * @param json valid JSON.
 * @param path leads from the outermost object to the one that is changed; each name on it is there, and holds an object.
 */
export function setMembers(json: string, path: readonly string[], values: Record<string, unknown>): string {
  // Where a name stands twice, the last one counts, as for `JSON.parse`.
  const last = (members: readonly Member[], key: string) => members.findLast((member) => member.key === key);
  let object = readObject(json, skipBlank(json, 0));
  for (const name of path) object = readObject(json, last(object.members, name)!.start);
  const edits = Object.entries(values).map(([key, value], index) => {
    const known = last(object.members, key);
    const text = JSON.stringify(value);
    if (known) return { start: known.start, end: known.end, text };
    const comma = object.members.length > 0 || index > 0 ? ',' : '';
    return { start: object.end, end: object.end, text: `${comma}${JSON.stringify(key)}:${text}` };
  });
  let edited = '';
  let from = 0;
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
    edited += json.slice(from, start) + text;
    from = end;
  }
  return edited + json.slice(from);
}
