/** One message as a model gets it. Roles are set here only, never by text. */
export interface ModelMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}
