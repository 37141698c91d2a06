import type { PromptStyle } from './instructions';

/** What a question begins with that asks for a mind map. Its answer is an outline, see parseOutline. */
export const mapCommand = '/map';

/** What the map is to be about, beside all sources; empty for all that they say. Undefined for any other question. */
export const mapTopic = (question: string): string | undefined =>
  /^\/map(?:\s+([\s\S]*))?$/.exec(question)?.[1]?.trim() ??
  (question.trimEnd() === mapCommand ? '' : undefined);

/** Fixed text. The example shows the shape, and says nothing that could be taken for the sources' words. */
const mapRequests: Record<PromptStyle, string> = {
  full: `Draw a mind map of the sources above, whole: from the beginning to the very end of each.

Write an outline and nothing else, no sentence before or after it and no code fence:
# Title
- Branch
  - Label [[n: "words"]]
    - Label [[n: "words"]]

- One title. Four to eight main branches that together cover everything. Two blanks deeper for each level, three to four levels where there is that much to say, and more under a branch that the sources say more about.
- Labels are short: two to eight words, in Chinese or Japanese at most sixteen signs. Rather names, numbers, dates and results than general words. No label twice, no Markdown in labels.
- After each label that states something, cite it as you were told: [[n: "words"]], the words copied letter by letter. Branches that only group others need none.
- Where there are no sources, draw our conversation, without citations.
- If there are several sources, group by what they say, not by source, and show where they agree or contradict each other.
- Write in the language of the sources; if they have several, in the one that most of them have.`,
  small: `Write an outline of the text and nothing else. Begin with the line "# " and a title. Then a list with short labels: "- " for each main point, and below it "  - " for its details.`,
};

/** A question as it is sent: one that asks for a map says how it is to be written, and every other stays to the letter. */
export function sentWords(question: string, style: PromptStyle): string {
  const topic = mapTopic(question);
  if (topic === undefined) return question;
  return topic ? `${mapRequests[style]}\n\nThe map is about: ${topic}` : mapRequests[style];
}

/**
 * Asks for more below one node of a map.
 * @param outline the map as it is now, without passages.
 * @param path labels from the root to the node.
 */
export const branchRequest = (outline: string, path: readonly string[]): string =>
  `This is a mind map of the sources above:

${outline}
Go further into one of its nodes: ${path.map((label) => `“${label}”`).join(' → ')}

Write what the sources say about it as three to eight further nodes, and below them one more level where there is that much to say. Write a list and nothing else: "- " for each label, two blanks deeper for each level. Do not repeat the node itself, and nothing that the map already has. Labels are short: two to eight words, in Chinese or Japanese at most sixteen signs, in the map's language. After each label cite it as you were told: [[n: "words"]], the words copied letter by letter. If the sources say nothing more about it, write only: none`;
