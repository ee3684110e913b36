import '../clinic.css';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoverLine, HandoversView, HandoverView } from '#domain/wire/ward.js';
import { giveShift, readHandovers, takeShift } from '../api.board.js';
import { useChange } from '../kit/change.hook.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { HANDOVERS_KEY, useSaved } from './board.hook.js';
import { Lines } from './handover.lines.js';

/** What one shift tells the next: composed of what is written down, given by one colleague, taken by another. */
export function HandoverPage() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: HANDOVERS_KEY, queryFn: readHandovers });
  return (
    <Page
      title={t('board.handover')}
      actions={
        <Button component={Link} to="/ward/board" variant="default">
          {t('board.title')}
        </Button>
      }
    >
      <Loaded query={query}>{(view) => <Handovers of={view} />}</Loaded>
    </Page>
  );
}

function Handovers({ of }: { of: HandoversView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [giving, setGiving] = useState(false);
  const saved = useSaved(() => setGiving(false));
  const give = useChange((_: null, key) => giveShift(key), saved);
  const waits = of.handovers.some(({ taken_at }) => taken_at === null);
  return (
    <Stack gap="lg">
      {of.handovers
        .filter(({ taken_at }) => taken_at === null)
        .map((one) => (
          <Given key={one.id} of={one} />
        ))}
      <Now since={of.from_at} lines={of.lines}>
        {may('handover.give') && !waits ? (
          <Button onClick={() => setGiving(true)}>{t('board.give')}</Button>
        ) : null}
      </Now>
      {of.handovers
        .filter(({ taken_at }) => taken_at !== null)
        .map((one) => (
          <Given key={one.id} of={one} />
        ))}
      {giving ? (
        <ConfirmDialog
          title={t('board.give')}
          object={<Instant at={of.until_at} />}
          effect={t('board.give_effect')}
          problem={give.problem}
          pending={give.pending}
          onSure={() => give.run(null)}
          onClose={() => setGiving(false)}
        />
      ) : null}
    </Stack>
  );
}

function Now(props: { since: string; lines: readonly HandoverLine[]; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Section title={t('board.now')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('board.since')} <Instant at={props.since} />
        </Text>
        <Lines label={t('board.now')} lines={props.lines} />
        <Group>{props.children}</Group>
      </Stack>
    </Section>
  );
}

/** A sheet that was given: it stays as it was, and a second colleague signs it. */
function Given({ of }: { of: HandoverView }) {
  const { t } = useTranslation();
  const may = useMay();
  const saved = useSaved(() => undefined);
  const take = useChange((id: string, key) => takeShift(id, key), saved);
  const title = of.taken_at ? t('board.before') : t('board.handover');
  return (
    <Section title={title}>
      <Stack gap="sm">
        <ProblemAlert problem={take.problem} />
        <Text size="sm">
          <Instant at={of.from_at} /> – <Instant at={of.until_at} />
        </Text>
        <Text>
          {t('board.given_by')} <Bdi>{of.given_by}</Bdi> · {t('board.taken_by')}{' '}
          {of.taken_by ? <Bdi>{of.taken_by}</Bdi> : t('board.not_taken')}
        </Text>
        {of.taken_at === null && !of.mine && may('handover.take') ? (
          <Group>
            <Button loading={take.pending} onClick={() => take.run(of.id)}>
              {t('board.take')}
            </Button>
          </Group>
        ) : null}
        <Lines label={title} lines={of.lines} />
      </Stack>
    </Section>
  );
}
