/** Fixed text: asks for a card made from the sources that stand before it. Its shape is read by `readWrittenCard`. */
const request = `Make a character card of the person that the sources above are about, so that you can be this character in a role-play. Read all of every source: infobox, plot, relations, quotes.

Write one JSON object and nothing else, in one of these shapes:
{"kind": "character", "name": "…", "description": "…", "personality": "…", "scenario": "…", "firstMessage": "…", "sampleDialogue": "…"}
{"kind": "several", "names": ["…"]} if the sources are about several characters and none of them stands out
{"kind": "entries", "names": ["…"]} if they only list pages that a name may mean; each name as its link says it, letter by letter
{"kind": "none"} if no person or character is in them

- description: who the character is; appearance; life; relations; what the character knows and what it cannot know; each part under a heading ("### …").
- personality: traits, then the way of speaking, with lines that the character says in the sources.
- scenario: where and when a scene could begin, in one or two sentences.
- firstMessage: what the character does and says to open the scene, in its own way of speaking. Write {{user}} for whoever it speaks to.
- sampleDialogue: two or three exchanges as lines "{{user}}: …" and "{{char}}: …", the first one after a line "<START>".
- Cite after each statement of description and personality, as you were told: [[n: \\"words\\"]], with a backslash before each quotation mark inside of the JSON. No citations in the other fields.
- Invent nothing that the sources would have told. Write in the main language of the sources.`;

/** @param wanted which of several characters; empty where the sources say. */
export const writeCardRequest = (wanted: string): string =>
  wanted ? `${request}\n\nThe character is: ${wanted}` : request;
