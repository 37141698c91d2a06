import '../../components/ui/theme.css';
import { createRoot } from 'react-dom/client';
import { ChatPanel } from '../../components/chat/ChatPanel';
import { AppFrame } from '../../components/ui/AppFrame';
import { ensureEnginePage } from '../../utils/browser/engine-page';

// Ready before the first question: making the page takes longer than sending.
void ensureEnginePage();

createRoot(document.getElementById('root')!).render(
  <AppFrame>
    <ChatPanel />
  </AppFrame>,
);
