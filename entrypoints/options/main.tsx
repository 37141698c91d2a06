import '../../components/ui/theme.css';
import { createRoot } from 'react-dom/client';
import { SettingsPage } from '../../components/settings/SettingsPage';
import { AppFrame } from '../../components/ui/AppFrame';
import { PageGate } from '../../components/ui/PageGate';

createRoot(document.getElementById('root')!).render(
  <PageGate>
    <AppFrame>
      <SettingsPage />
    </AppFrame>
  </PageGate>,
);
