/** Who the two macros of character cards stand for. */
export interface MacroNames {
  char: string;
  user: string;
}

/** Whoever the user is where they gave no name. */
const someone = 'User';

/** Fills `{{char}}` and `{{user}}` (and their older forms `<BOT>`, `<USER>`) of a card's text; all else stays to the letter. */
export const fillMacros = (text: string, { char, user }: MacroNames): string =>
  text.replace(/\{\{(?:char|user)\}\}|<(?:BOT|USER)>/gi, (macro) =>
    /char|bot/i.test(macro) ? char : user || someone,
  );
