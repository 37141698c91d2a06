import '../../components/ui/theme.css';
import { createRoot } from 'react-dom/client';
import { MapPage } from '../../components/chat/MapPage';
import { AppFrame } from '../../components/ui/AppFrame';
import { PageGate } from '../../components/ui/PageGate';
import { keepEnginePage } from '../../utils/browser/engine-page';

// A map may be growing while no panel is open.
void keepEnginePage();

const id = new URLSearchParams(location.search).get('id') ?? '';

createRoot(document.getElementById('root')!).render(
  <PageGate>
    <AppFrame>
      <MapPage id={id} />
    </AppFrame>
  </PageGate>,
);
