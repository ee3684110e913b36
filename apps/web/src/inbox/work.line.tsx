import { Badge, Text, UnstyledButton } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WorkItemView } from '#domain/wire/work.js';
import { Bdi } from '../kit/text.js';
import { WorkAbout } from '../kit/work.row.js';
import { useSession } from '../session/session.context.js';
import { WorkClock } from './work.clock.js';

/** One task in few lines: what, urgent or not, about whom, who has it. */
export function WorkLine({ item, onOpen }: { item: WorkItemView; onOpen: (() => void) | null }) {
  const { t } = useTranslation();
  const { colleague: me } = useSession();
  const word = t(`codes.work_item.${item.kind}`);
  return (
    <div className="work-line">
      <div>
        {onOpen ? (
          <UnstyledButton className="row-link" onClick={onOpen}>
            {word}
          </UnstyledButton>
        ) : (
          <Text span fw={600}>
            {word}
          </Text>
        )}
        {item.handoff?.urgency === 'urgent' ? (
          <Badge color="red" variant="outline" ms="xs">
            {t('codes.urgency.urgent')}
          </Badge>
        ) : null}
        <WorkAbout item={item} />
        {item.assigned_to ? (
          <Text size="sm" c="dimmed">
            <IconUser size={14} aria-hidden className="arrow" />{' '}
            {item.assigned_to.colleague === me ? (
              <span>{t('day.has_you')}</span>
            ) : (
              <>
                {t('kit.taken_by')} <Bdi>{item.assigned_to.display_name}</Bdi>
              </>
            )}
          </Text>
        ) : null}
      </div>
      <WorkClock item={item} />
    </div>
  );
}
