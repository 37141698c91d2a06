import type { TextLook } from '../docx/read-styles';
import { type CellMerge, plainParagraph, type RtfBlocks, type RtfParagraph } from './rtf-blocks';
import type { Destination } from './rtf-destinations';
import type { RtfTables } from './rtf-tables';

/** What a group inherits from the one around it. */
export interface RtfState {
  to: Destination;
  look: TextLook;
  isDeleted: boolean;
  font: number;
  /** The font for letters of two bytes, where one is said. */
  wideFont: number | undefined;
  isWide: boolean;
  /** How many characters stand for an older program after each of Unicode's. */
  skip: number;
  /** Whether nothing but its opening sign was read of it. */
  isNew: boolean;
  isStarred: boolean;
}

/** What holds for the whole document, or for the row that is being defined. */
export interface RtfScope {
  /** Code page of the document. */
  page: number;
  /** The font of text that names none. */
  font: number;
  merges: CellMerge[];
  merge: CellMerge;
  isShaded: boolean;
}

export const startState: RtfState = {
  to: 'text',
  look: {},
  isDeleted: false,
  font: 0,
  wideFont: undefined,
  isWide: false,
  skip: 1,
  isNew: false,
  isStarred: false,
};

const noMerge: CellMerge = { isLeft: false, isAbove: false };
export const startScope = (): RtfScope => ({
  page: 1252,
  font: 0,
  merges: [],
  merge: noMerge,
  isShaded: false,
});

/** A control word about how text looks. @returns whether it was one. */
function lookWord(name: string, value: number | undefined, state: RtfState, { colors }: RtfTables): boolean {
  const set = (change: TextLook) => {
    state.look = { ...state.look, ...change };
    return true;
  };
  switch (name) {
    case 'v':
      return set({ isVanished: value !== 0 });
    case 'fs':
      return set({ size: value });
    case 'cf':
      return set({ color: colors[value ?? 0] ?? 'auto' });
    case 'cb':
    case 'highlight':
    case 'chcbpat':
      return set({ background: value ? (colors[value] ?? 'painted') : undefined });
    case 'cbpat':
      return set({ background: colors[value ?? 0] });
    case 'chshdng':
    case 'shading':
    case 'cfpat':
      return value ? set({ background: 'painted' }) : true;
    default:
      return false;
  }
}

/** Carries out a control word that makes no text by itself; unknown ones do nothing. */
export function formatWord(
  name: string,
  value: number | undefined,
  state: RtfState,
  scope: RtfScope,
  tables: RtfTables,
  { blocks, paragraph }: { blocks: RtfBlocks; paragraph: RtfParagraph },
): void {
  if (lookWord(name, value, state, tables)) return;
  switch (name) {
    case 'ansicpg':
      if (value && value > 0) scope.page = value;
      break;
    case 'mac':
      scope.page = 10000;
      break;
    case 'deff':
      scope.font = value ?? 0;
      state.font = scope.font;
      break;
    case 'f':
      state.font = value ?? 0;
      break;
    case 'af':
      if (state.isWide) state.wideFont = value;
      break;
    case 'dbch':
    case 'loch':
    case 'hich':
      state.isWide = name === 'dbch';
      break;
    case 'uc':
      state.skip = Math.max(value ?? 1, 0);
      break;
    case 'deleted':
      state.isDeleted = value !== 0;
      break;
    case 'plain':
      Object.assign(state, { look: {}, isDeleted: false, isWide: false, font: scope.font });
      break;
    case 'pard':
      Object.assign(paragraph, { ...plainParagraph, label: paragraph.label });
      state.look = { ...state.look, background: undefined };
      break;
    case 'intbl':
      paragraph.isInTable = true;
      break;
    case 'outlinelevel':
      paragraph.heading = value !== undefined && value < 9 ? value + 1 : undefined;
      break;
    case 's':
      paragraph.heading = tables.headings.get(value ?? 0);
      break;
    case 'ilvl':
      paragraph.level = value ?? 0;
      break;
    case 'trowd':
      Object.assign(scope, { merges: [], merge: noMerge, isShaded: false });
      break;
    case 'clcbpat':
    case 'clshdng':
    case 'clcbpatraw':
      scope.isShaded = true;
      break;
    case 'clmrg':
      scope.merge = { ...scope.merge, isLeft: true };
      break;
    case 'clvmrg':
      scope.merge = { ...scope.merge, isAbove: true };
      break;
    case 'cellx':
      scope.merges.push(scope.merge);
      scope.merge = noMerge;
      break;
    case 'par':
    case 'page':
    case 'sect':
    case 'column':
      blocks.endParagraph(paragraph);
      paragraph.label = '';
      break;
    case 'cell':
      blocks.endCell(paragraph);
      paragraph.label = '';
      break;
    case 'row':
      blocks.endRow(scope.merges);
      break;
    case 'nestcell':
      blocks.line(' ');
      break;
    case 'line':
    case 'softline':
    case 'nestrow':
      blocks.line('<br>');
      break;
  }
}
