/** Numbers that Windows gives to encodings, where the decoder's name is another. */
const labels: Record<number, string> = {
  437: 'windows-1252',
  708: 'iso-8859-6',
  850: 'windows-1252',
  852: 'iso-8859-2',
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  1201: 'utf-16be',
  1361: 'euc-kr',
  10000: 'macintosh',
  10001: 'shift_jis',
  10002: 'big5',
  10003: 'euc-kr',
  10007: 'x-mac-cyrillic',
  10008: 'gb18030',
  20866: 'koi8-r',
  20932: 'euc-jp',
  20936: 'gb18030',
  21866: 'koi8-u',
  50220: 'iso-2022-jp',
  51932: 'euc-jp',
  51936: 'gb18030',
  51949: 'euc-kr',
  54936: 'gb18030',
  65000: 'utf-8',
  65001: 'utf-8',
};

const decoders = new Map<number, TextDecoder>();

/** A decoder for a code page of Windows; for one that no browser knows, that of Western Europe. */
export function codePageDecoder(page: number): TextDecoder {
  const known = decoders.get(page);
  if (known) return known;
  const label =
    labels[page] ??
    (page >= 1250 && page <= 1258 ? `windows-${page}` : undefined) ??
    (page >= 28592 && page <= 28606 && page !== 28601 ? `iso-8859-${page - 28590}` : 'windows-1252');
  const decoder = new TextDecoder(label);
  decoders.set(page, decoder);
  return decoder;
}

/** Character sets of fonts (`lfCharSet`), by which old files choose a code page. */
export const charsetPages: Record<number, number> = {
  77: 10000,
  78: 10001,
  79: 10003,
  80: 10008,
  81: 10002,
  128: 932,
  129: 949,
  130: 1361,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};
