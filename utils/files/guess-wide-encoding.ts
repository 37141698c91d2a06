/** Bytes of two-byte characters: from and to of the first, and of the second. */
type Rows = readonly [first: number, last: number, low: number, high: number];

interface WideEncoding {
  label: string;
  /** Where its standard keeps the common characters of its language. */
  common: readonly Rows[];
  /** The most frequent ones. */
  frequent: RegExp;
  /** How many of the characters have to be frequent ones (share). */
  leastFrequent: number;
}

/** By frequency lists of each script: about half of all running text. */
const chinese =
  /[的一是不了在人有我他这中大来上国和个到说们为子你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日起还发成事只作当想看文无开手用主行方又如前所本见经头面公同三已老从动两长知民样现分将外名十回进最高此间与信关定理四五位南北东西京市省县山水月第章節這個國說們為時會著過學對裡後麼來發當沒無開見經頭還從動兩長樣現將進間與關東書]/;
const encodings: readonly WideEncoding[] = [
  // Its common ones are those of GB2312's first level: no Latin or Cyrillic text has bytes like them in pairs, so they are enough.
  { label: 'gb18030', common: [[0xb0, 0xd7, 0xa1, 0xfe]], frequent: chinese, leastFrequent: 0 },
  { label: 'big5', common: [[0xa4, 0xc6, 0x40, 0xfe]], frequent: chinese, leastFrequent: 0.08 },
  {
    label: 'shift_jis',
    common: [
      [0x82, 0x83, 0x40, 0xfc],
      [0x88, 0x97, 0x40, 0xfc],
    ],
    frequent: /[\u3041-\u3093ー]/,
    leastFrequent: 0.15,
  },
  {
    label: 'euc-jp',
    common: [
      [0xa4, 0xa5, 0xa1, 0xf6],
      [0xb0, 0xcf, 0xa1, 0xfe],
    ],
    frequent: /[\u3041-\u3093ー]/,
    leastFrequent: 0.15,
  },
  {
    label: 'euc-kr',
    common: [[0xb0, 0xc8, 0xa1, 0xfe]],
    frequent:
      /[이다는의에가을를은고하지로기도사어아한인대나자시리그서있해일니들라수게정보부과으만전제주성여구]/,
    leastFrequent: 0.08,
  },
];

const punctuation = /[\u3000-\u3011“”‘’…—·！（），．：；？～￥]/;
/** Below, it is no text in this encoding (see weigh). */
const leastWeight = 0.6;

const commonOf = new Map<string, ReadonlySet<string>>();

function commonCharacters({ label, common }: WideEncoding): ReadonlySet<string> {
  const before = commonOf.get(label);
  if (before) return before;
  const decoder = new TextDecoder(label);
  const found = new Set<string>();
  for (const [first, last, low, high] of common)
    for (let lead = first; lead <= last; lead++)
      for (let trail = low; trail <= high; trail++) found.add(decoder.decode(Uint8Array.of(lead, trail)));
  commonOf.set(label, found);
  return found;
}

/** How much the bytes look like text in an encoding, as a mean over its characters: 3 for frequent ones, 1 for common ones. */
function weigh(bytes: Uint8Array, encoding: WideEncoding): number {
  const common = commonCharacters(encoding);
  let weight = 0;
  let count = 0;
  let frequent = 0;
  for (const sign of new TextDecoder(encoding.label).decode(bytes)) {
    if (sign < '\u0080') continue;
    count++;
    if (encoding.frequent.test(sign)) {
      weight += 3;
      frequent++;
    } else if (sign === '\ufffd') weight -= 6;
    else weight += common.has(sign) || punctuation.test(sign) ? 1 : -1;
  }
  return count > 0 && frequent >= encoding.leastFrequent * count ? weight / count : 0;
}

/**
 * Tells encodings of Chinese, Japanese and Korean with two bytes a character by which of their characters are common, also in a few words
 * and where some bytes are broken: detection by statistics alone wants long texts. Pure.
 * @param bytes the parts of a text that are not ASCII.
 * @returns a label for TextDecoder; undefined where the bytes are no such text.
 */
export function guessWideEncoding(bytes: Uint8Array): string | undefined {
  const weights = encodings.map((encoding) => weigh(bytes, encoding));
  const most = Math.max(...weights);
  return most < leastWeight ? undefined : encodings[weights.indexOf(most)]!.label;
}
