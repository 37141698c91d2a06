import { Files, MessageSquareText, Network } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { mapCommand } from '../../utils/prompt/map-request';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { MenuCard } from '../ui/MenuCard';
import { MenuItem } from '../ui/MenuItem';

/** Asks for a mind map, of the answer that it stands below or of everything. */
export function MapStart({ onAsk }: { onAsk: (text: string) => void }) {
  const { t } = useTexts();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button
          look="quiet"
          data-testid="map-start"
          icon={<Network aria-hidden className="size-3.5" />}
          iconLabel={t('map.title')}
          className="size-7!"
        />
      </DropdownMenu.Trigger>
      <MenuCard align="start">
        <MenuItem
          icon={<MessageSquareText aria-hidden className="size-4" />}
          label={t('map.ofAnswer')}
          data-testid="map-of-answer"
          onSelect={() => onAsk(`${mapCommand} ${t('map.answerTopic')}`)}
        />
        <MenuItem
          icon={<Files aria-hidden className="size-4" />}
          label={t('map.ofAll')}
          data-testid="map-of-all"
          onSelect={() => onAsk(mapCommand)}
        />
      </MenuCard>
    </DropdownMenu.Root>
  );
}
