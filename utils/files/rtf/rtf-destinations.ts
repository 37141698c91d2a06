/** Where the text of a group goes: into the document, somewhere beside it, or nowhere. */
export type Destination =
  | 'text'
  | 'none'
  /** As `none`, and nothing in it comes back: facts of the file, and what stands twice for older programs. */
  | 'sealed'
  | 'fonts'
  | 'colors'
  | 'styles'
  | 'label'
  | 'note'
  | 'comment'
  | 'author'
  | 'object'
  | 'edge'
  | 'box'
  | 'instruction'
  | 'property'
  | 'value';

/** Groups by the word that they begin with. A group that begins with `\*` and is not among them goes nowhere. */
export const destinations: Record<string, Destination> = {
  fonttbl: 'fonts',
  colortbl: 'colors',
  stylesheet: 'styles',
  listtext: 'label',
  pntext: 'label',
  footnote: 'note',
  annotation: 'comment',
  atnauthor: 'author',
  objclass: 'object',
  header: 'edge',
  headerl: 'edge',
  headerr: 'edge',
  headerf: 'edge',
  footer: 'edge',
  footerl: 'edge',
  footerr: 'edge',
  footerf: 'edge',
  shptxt: 'box',
  dptxbxtext: 'box',
  sn: 'property',
  sv: 'value',
  // Their inner groups hold what counts.
  shpinst: 'none',
  do: 'none',
  sp: 'none',
  ud: 'text',
  moMath: 'text',
  moMathPara: 'text',
  fldrslt: 'text',
  result: 'text',
  info: 'sealed',
  pict: 'none',
  nonshppict: 'sealed',
  shprslt: 'sealed',
  objdata: 'none',
  object: 'none',
  fldinst: 'instruction',
  filetbl: 'none',
  xe: 'none',
  tc: 'none',
  tcn: 'none',
  rxe: 'none',
  txe: 'none',
  ftnsep: 'none',
  ftnsepc: 'none',
  ftncn: 'none',
  aftnsep: 'none',
  aftnsepc: 'none',
  aftncn: 'none',
  upr: 'none',
  mmathPict: 'sealed',
  // How a formula's parts are set.
  mlimLoc: 'none',
  mgrow: 'none',
  msubHide: 'none',
  msupHide: 'none',
  mdegHide: 'none',
  mtype: 'none',
  mshp: 'none',
  mpos: 'none',
  mvertJc: 'none',
  mbaseJc: 'none',
  mplcHide: 'none',
  mcount: 'none',
  mmcJc: 'none',
  mjc: 'none',
  pgptbl: 'none',
  listtable: 'none',
  listoverridetable: 'none',
  private: 'none',
  bkmkstart: 'none',
  bkmkend: 'none',
  template: 'none',
  passwordhash: 'none',
  themedata: 'none',
};

/** Words that are one character of the text. */
export const characters: Record<string, string> = {
  tab: ' ',
  cell: '',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: '\u2003',
  enspace: '\u2002',
  qmspace: '\u2005',
  zwj: '\u200d',
  zwnj: '\u200c',
  zwbo: '\u200b',
  '~': '\u00a0',
  _: '-',
  '\\': '\\',
  '{': '{',
  '}': '}',
};
