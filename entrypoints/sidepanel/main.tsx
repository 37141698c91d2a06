import '../../components/ui/theme.css';
import { createRoot } from 'react-dom/client';
import { ChatPanel } from '../../components/chat/ChatPanel';
import { AppFrame } from '../../components/ui/AppFrame';
import { PageGate } from '../../components/ui/PageGate';
import { keepEnginePage } from '../../utils/browser/engine-page';
import { createChat } from '../../utils/storage/chats';

// Ready before the first question: making the page takes longer than sending.
void keepEnginePage();

/** A chat that cannot be drawn is left for a new one. */
async function leaveChat(): Promise<void> {
  await createChat();
  location.assign(location.pathname);
}

createRoot(document.getElementById('root')!).render(
  <PageGate rescue={{ label: 'chat.new', onRescue: () => void leaveChat() }}>
    <AppFrame>
      <ChatPanel />
    </AppFrame>
  </PageGate>,
);
