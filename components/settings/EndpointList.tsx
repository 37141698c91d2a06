import { Plus } from 'lucide-react';
import { useState } from 'react';
import { hostOf } from '../../utils/shared/host-of';
import { database, type Endpoint } from '../../utils/storage/database';
import { deleteEndpoint } from '../../utils/storage/endpoints';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { useLiveQuery } from '../ui/use-live-query';
import { EndpointForm } from './EndpointForm';

/** The saved endpoints, and the form for one of them or a new one. */
export function EndpointList() {
  const { t } = useTexts();
  const endpoints = useLiveQuery(() => database.endpoints.orderBy('id').toArray(), []);
  const [editing, setEditing] = useState<string>();
  const [saved, setSaved] = useState<Endpoint>();
  if (!endpoints) return null;
  const isFirst = endpoints.length === 0;
  const onSaved = (endpoint: Endpoint) => {
    setSaved(endpoint);
    setEditing(undefined);
  };
  return (
    <div className="space-y-3">
      {saved && (
        <div data-testid="endpoint-saved">
          <Notice tone="info">{t('settings.saved', { model: saved.model })}</Notice>
        </div>
      )}
      {endpoints.map((endpoint) =>
        editing === endpoint.id ? (
          <div key={endpoint.id} className="rounded-2xl border border-line p-4">
            <EndpointForm saved={endpoint} onSaved={onSaved} onCancel={() => setEditing(undefined)} />
          </div>
        ) : (
          <div
            key={endpoint.id}
            data-testid="endpoint"
            className="flex items-center gap-3 rounded-2xl border border-line px-4 py-3"
          >
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{endpoint.name || t('damaged.unnamed')}</p>
              <p className="truncate text-xs text-muted">
                {[endpoint.model, hostOf(endpoint.baseUrl)]
                  .filter((part) => part !== endpoint.name)
                  .join(' · ')}
              </p>
              {endpoint.isDamaged && (
                <p data-testid="damaged" className="text-xs text-danger">
                  {t('damaged.endpoint')}
                </p>
              )}
            </div>
            <Button onClick={() => setEditing(endpoint.id)}>{t('settings.edit')}</Button>
            <Button look="danger" onClick={() => void deleteEndpoint(endpoint.id)}>
              {t('settings.delete')}
            </Button>
          </div>
        ),
      )}
      {isFirst || editing === 'new' ? (
        <div className="rounded-2xl border border-line p-4">
          <EndpointForm onSaved={onSaved} onCancel={isFirst ? undefined : () => setEditing(undefined)} />
        </div>
      ) : (
        <Button
          data-testid="add-endpoint"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => setEditing('new')}
        >
          {t('settings.add')}
        </Button>
      )}
    </div>
  );
}
