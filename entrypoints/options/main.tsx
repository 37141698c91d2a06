import '../../components/ui/theme.css';
import { createRoot } from 'react-dom/client';
import { SettingsPage } from '../../components/settings/SettingsPage';
import { AppFrame } from '../../components/ui/AppFrame';

createRoot(document.getElementById('root')!).render(
  <AppFrame>
    <SettingsPage />
  </AppFrame>,
);
