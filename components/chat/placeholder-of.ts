import type { TextId } from '../ui/i18n';

/** What an empty question field says. */
export function placeholderOf(turnCount: number, waitingCount: number): TextId {
  if (turnCount > 0) return 'composer.placeholderFollowUp';
  return waitingCount > 0 ? 'composer.placeholder' : 'composer.placeholderEmpty';
}
