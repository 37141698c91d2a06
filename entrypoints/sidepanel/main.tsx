import '../../components/ui/theme.css';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { ChatPanel } from '../../components/chat/ChatPanel';
import { AppFrame } from '../../components/ui/AppFrame';
import { PageGate } from '../../components/ui/PageGate';
import { keepEnginePage } from '../../utils/browser/engine-page';
import { forgetFields } from '../../utils/browser/forget-fields';
import { createChat } from '../../utils/storage/chats';

/** A chat that cannot be drawn is left for a new one. */
async function leaveChat(): Promise<void> {
  await createChat();
  location.assign(location.pathname);
}

const show = (panel: ReactNode) =>
  createRoot(document.getElementById('root')!).render(
    <PageGate rescue={{ label: 'chat.new', onRescue: () => void leaveChat() }}>
      <AppFrame>{panel}</AppFrame>
    </PageGate>,
  );

/** What could not be made temporary must not go on as a chat that is stored. */
function NotTemporary({ error }: { error: unknown }): ReactNode {
  throw error;
}

const takenId = new URLSearchParams(location.search).get('temporary');

if (takenId === null) {
  // Ready before the first question: making the page takes longer than sending.
  void keepEnginePage();
  show(<ChatPanel />);
} else {
  forgetFields();
  // A page that the browser keeps for *Back* would keep the chat.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  void import('../../utils/chat/start-temporary')
    .then(({ startTemporary }) => startTemporary(takenId))
    .then(
      () => show(<ChatPanel />),
      (error: unknown) => show(<NotTemporary error={error} />),
    );
}
