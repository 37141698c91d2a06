import type { Answer } from '../messages/chat-message';
import { createChat } from '../storage/chats';
import { type Character, type Chat, database } from '../storage/database';
import { readCard } from './character-card';

/**
 * A new chat in character. The card's greetings stand in it as its first answer and that one's alternatives, word for word: their macros are
 * filled when they are sent and shown. The user is called as in the last such chat.
 * @throws AppError where the card cannot be read, see readCard.
 */
export async function startRolePlay(character: Character): Promise<Chat> {
  const card = readCard(character.json);
  const greetings = [card.firstMessage, ...card.alternateGreetings].filter((text) => text.trim() !== '');
  return database.transaction('rw', database.chats, database.messages, async () => {
    const before = await database.chats
      .orderBy('updatedAt')
      .filter(({ characterIds }) => characterIds !== undefined)
      .last();
    const userName = before?.userName ?? '';
    const chat = await createChat({ title: card.name, characterIds: [character.id], userName });
    const turns = greetings.map(
      (text, index): Answer => ({
        id: crypto.randomUUID(),
        chatId: chat.id,
        parentId: null,
        role: 'assistant',
        text,
        reasoning: '',
        status: 'done',
        // Nobody was asked.
        choice: { endpointId: '', model: '' },
        createdAt: chat.createdAt + index,
      }),
    );
    await database.messages.bulkAdd(turns);
    const leafId = turns[0]?.id ?? null;
    await database.chats.update(chat.id, { leafId, updatedAt: chat.createdAt + turns.length });
    return { ...chat, leafId };
  });
}
