import { describe, expect, it } from 'vitest';
import { type DraftState, followChat, noDraft } from '../../../../components/chat/draft-state.ts';
import { thisWindow } from '../../../../utils/storage/drafts.ts';

const chat = (draft: string, id = 'c') => ({ id, draft });
const question = (text: string, id = text) => ({ id, text });
const opened = (draft = ''): DraftState => followChat(noDraft, chat(draft), undefined);
const typed = (text: string, kept = text): DraftState => ({ ...opened(), text, kept, isOwn: true });

describe('the question field', () => {
  it('takes the draft of the chat that is opened, and of another one', () => {
    expect(opened('half a').text).toBe('half a');
    expect(followChat(typed('mine'), chat('theirs', 'd'), undefined).text).toBe('theirs');
  });
  it('follows the other window while nobody has typed here', () =>
    expect(followChat(opened('half'), chat('half a question'), undefined).text).toBe('half a question'));
  it('keeps what was typed here, whatever the other window keeps', () => {
    expect(followChat(typed('mine'), chat('theirs'), undefined).text).toBe('mine');
    expect(followChat(typed('mine'), chat(''), question('theirs')).text).toBe('mine');
  });
  it('is emptied where just this was asked in the other window, also where it was typed on there', () => {
    expect(followChat(typed('why? '), chat(''), question('why?')).text).toBe('');
    expect(followChat(typed('why'), chat(''), question('why? and how?')).text).toBe('');
  });
  it('keeps words that are not saved yet, though a question begins alike', () =>
    expect(followChat(typed('w', ''), chat(''), question('why?')).text).toBe('w'));
  it('then shows the draft that another window has kept', () =>
    expect(followChat(typed('why?'), chat('theirs'), question('why?'))).toMatchObject({
      text: 'theirs',
      isOwn: false,
    }));
  it('keeps a question that is typed once more', () => {
    const after = followChat(opened(), chat(''), question('why?'));
    const again: DraftState = { ...after, text: 'why?', isOwn: true };
    expect(followChat(again, chat(''), question('why?')).text).toBe('why?');
  });
  it('is as it was left in this window when the chat is opened again', () => {
    const drafts = [{ windowId: thisWindow, text: 'mine' }];
    const again = followChat(opened(), { ...chat('theirs', 'd'), drafts }, undefined);
    expect(again).toMatchObject({ text: 'mine', kept: 'mine', isOwn: true });
    // A field that was emptied may be drawn before its draft is gone.
    expect(followChat(opened(), { ...chat(''), drafts }, undefined).text).toBe('');
  });
  it('comes to rest', () => {
    for (const state of [opened('a'), typed('b'), noDraft]) {
      const next = followChat(state, chat('x'), question('q'));
      expect(followChat(next, chat('x'), question('q'))).toBe(next);
    }
  });
});
