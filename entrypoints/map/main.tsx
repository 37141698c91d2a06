import '../../components/ui/theme.css';
import { createRoot } from 'react-dom/client';
import { MapPage } from '../../components/chat/MapPage';
import { AppFrame } from '../../components/ui/AppFrame';

const id = new URLSearchParams(location.search).get('id') ?? '';

createRoot(document.getElementById('root')!).render(
  <AppFrame>
    <MapPage id={id} />
  </AppFrame>,
);
