import type { OfficePackage } from '../ooxml/open-package';
import type { XmlElement } from '../xml-tree';
import type { MarkOf } from './count-lists';
import type { Styles } from './read-styles';

/** A footnote or an endnote that the text refers to. */
export interface NoteUse {
  kind: 'footnote' | 'endnote';
  id: string;
  /** As the text shows it; unlike any other's. */
  label: string;
  /** Where it stands in the text itself. */
  element?: XmlElement;
}

/** What is known and found while a document's stories (body, notes, headers, comments) are read in order. */
export interface Story {
  opened: OfficePackage;
  /** Path of the part that is being read: its relations are meant by ids. */
  part: string;
  /** See pageSurface. */
  surface: string;
  styles: Styles;
  markOf: MarkOf;
  /** In the order of the text. */
  notes: NoteUse[];
  /** Paths of parts with a section's headers and footers. */
  edges: string[];
  /** Headers and footers that stand in the text itself, as in files of 2003; and comments, as HTML. */
  ownEdges: XmlElement[];
  ownComments: string[];
  /** The text that each comment is about, by its id. */
  commented: Map<string, string>;
  /** Comments whose text is being read. */
  openComments: Set<string>;
  /** HTML of text boxes, charts and drawings that hang on the paragraph that is being read. */
  hung: string[];
  /** Fields that are open, the innermost last. */
  fields: { instruction: string; hasResult: boolean }[];
  hiddenCharacters: number;
  /** Names of parts whose text is not read. */
  unread: string[];
  /** Pictures without a word about them. */
  silentImages: number;
}
