import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BreakGlassView } from '#domain/wire/identity.js';
import { tellClient } from '../api.identity.js';
import { useChange } from '../kit/change.hook.js';
import { ProblemAlert } from '../kit/states.js';
import { Due } from '../kit/text.js';
import { useMay } from '../session/session.context.js';

/** Until when the client is to be told of an opening, and the two answers; nothing once that is settled. */
export function TellClient({ opening }: { opening: BreakGlassView }) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const tell = useChange(
    (told: 'told' | 'dangerous', key) => tellClient(opening.opening, told, key),
    () => queries.invalidateQueries({ queryKey: ['openings'] }),
  );
  if (!opening.own || opening.client_told !== 'not_yet' || !opening.tell_due_at) return null;
  return (
    <>
      <Due at={opening.tell_due_at} overdue={opening.tell_overdue} />
      <ProblemAlert problem={tell.problem} />
      {may('glass.tell') ? (
        <Group gap="xs">
          <Button size="compact-md" variant="default" onClick={() => tell.run('told')}>
            {t('glass.tell_told')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => tell.run('dangerous')}>
            {t('glass.tell_dangerous')}
          </Button>
        </Group>
      ) : null}
    </>
  );
}
