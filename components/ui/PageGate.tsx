import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { databaseState, openDatabase, watchDatabase } from '../../utils/storage/open-database';
import { Button } from './Button';
import { createTexts, pickLocale, TextsContext } from './i18n';
import { LastResort } from './LastResort';
import { TroubleScreen } from './TroubleScreen';

const reload = () => location.reload();

interface PageGateProps {
  /** What helps where this page cannot be drawn however often it is loaded. */
  rescue?: { label: 'chat.new'; onRescue: () => void };
  children: ReactNode;
}

// Its end is told by the state.
void openDatabase().catch(() => undefined);

/** Around every page: shows it once the database is open, and says what stands against that. The settings are not known here. */
export function PageGate({ rescue, children }: PageGateProps) {
  const state = useSyncExternalStore(watchDatabase, databaseState);
  const texts = useMemo(() => createTexts(pickLocale('auto', navigator.languages)), []);
  if (state.kind === 'opening') return null;
  const again = (
    <Button look="primary" data-testid="try-again" onClick={reload}>
      {texts.t(state.kind === 'open' || state.kind === 'outdated' ? 'action.reload' : 'action.tryAgain')}
    </Button>
  );
  if (state.kind !== 'open')
    return (
      <TextsContext value={texts}>
        <TroubleScreen
          trouble={state.kind}
          said={state.kind === 'failed' ? state.said : undefined}
          actions={again}
        />
      </TextsContext>
    );
  return (
    <LastResort
      instead={(error) => (
        <TextsContext value={texts}>
          <TroubleScreen
            trouble="drawing"
            said={error instanceof Error ? error.message : String(error)}
            actions={
              <>
                {again}
                {rescue && (
                  <Button data-testid="rescue" onClick={rescue.onRescue}>
                    {texts.t(rescue.label)}
                  </Button>
                )}
              </>
            }
          />
        </TextsContext>
      )}
    >
      {children}
    </LastResort>
  );
}
