import type { Answer } from '../../utils/messages/chat-message';

/** What can be done with an answer, for those who show it. */
export interface AnswerActions {
  onRetry: (answer: Answer) => void;
  onContinue: (answer: Answer) => void;
  /** The same question again, part by part. */
  onFullRead: (answer: Answer) => void;
  onPause: (answer: Answer) => void;
  onWithdraw: (answer: Answer) => void;
  onShow: (messageId: string) => void;
  onChooseModel: () => void;
  onChoosePart: () => void;
}
