import { fillMacros } from './fill-macros';
import type { LoreEntry } from './lore';

/** A character as it is sent. */
export interface PromptCharacter {
  name: string;
  /** What `{{char}}` stands for. */
  calledName: string;
  /** See Source.envelope. */
  envelope: string;
  /** The card's texts with macros in them; empty ones are left out. */
  description: string;
  personality: string;
  scenario: string;
  sampleDialogue: string;
  systemPrompt: string;
  postHistoryInstructions: string;
  lorebook: readonly LoreEntry[];
}

const headings = [
  ['description', 'Description'],
  ['personality', 'Personality'],
  ['scenario', 'Scenario'],
  ['sampleDialogue', 'Sample dialogue: how the character speaks, not what has happened'],
  ['systemPrompt', 'How its author wants it to be played'],
  ['postHistoryInstructions', 'What its author wants to be remembered at every turn'],
] as const;

/**
 * One card in its envelope: all that it says but its greetings, which are turns, and the lore that waits for its keys. A card cannot
 * know its envelope's name, so it cannot close it.
 */
export function wrapCard(character: PromptCharacter, userName: string): string {
  const lore = character.lorebook.filter(({ isConstant }) => isConstant).map(({ content }) => content);
  const sections = [
    `# ${character.name}`,
    ...headings.flatMap(([field, heading]) =>
      character[field].trim() ? [`## ${heading}\n\n${character[field]}`] : [],
    ),
    ...(lore.length > 0 ? [`## World\n\n${lore.join('\n\n')}`] : []),
  ];
  const text = fillMacros(sections.join('\n\n'), { char: character.calledName, user: userName });
  return `<character-${character.envelope}>\n${text}\n</character-${character.envelope}>`;
}

/** Lore of one character that has just come up, in an envelope of its own. */
export function wrapLore(
  { calledName, envelope }: PromptCharacter,
  entries: readonly LoreEntry[],
  userName: string,
): string {
  const text = entries.map(({ content }) => content).join('\n\n');
  return `<lore-${envelope}>\n${fillMacros(text, { char: calledName, user: userName })}\n</lore-${envelope}>`;
}
