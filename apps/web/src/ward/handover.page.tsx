import '../clinic.css';
import { Button, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ROUND_CONCERNS } from '#domain/charter/ward.js';
import type { HandoverLine, HandoverView } from '#domain/wire/ward.js';
import { giveShift, readHandovers, takeShift } from '../api.board.js';
import { useChange } from '../kit/change.hook.js';
import { Page } from '../kit/page.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';

/** What one shift tells the next: given by one colleague, taken by another. */
export function HandoverPage() {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['handovers'], queryFn: readHandovers });
  const again = () => queries.invalidateQueries({ queryKey: ['handovers'] });
  const give = useChange((_values: null, key) => giveShift(key), again);
  const take = useChange((id: string, key) => takeShift(id, key), again);
  return (
    <Page
      title={t('board.handover')}
      actions={
        may('handover.give') ? (
          <Button loading={give.pending} onClick={() => give.run(null)}>
            {t('board.give')}
          </Button>
        ) : null
      }
    >
      <ProblemAlert problem={give.problem ?? take.problem} />
      <Loaded query={query}>
        {({ lines, handovers }) => (
          <Stack gap="lg">
            <Lines lines={lines} />
            {handovers.map((one) => (
              <Past key={one.id} one={one} onTake={may('handover.take') ? () => take.run(one.id) : null} />
            ))}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Lines({ lines }: { lines: readonly HandoverLine[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return <Text>{t('board.nothing')}</Text>;
  return (
    <ul className="lines">
      {lines.map((line, index) => (
        <li key={`${line.kind} ${line.client} ${index}`}>
          <ClientCode of={line.client} /> {t(`codes.handover_line.${line.kind}`)}{' '}
          {ROUND_CONCERNS.filter((one) => line.kind === 'attention' && line.codes.includes(one))
            .map((one) => t(`codes.round_concern.${one}`))
            .join(' · ')}{' '}
          {line.at ? <Instant at={line.at} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Past({ one, onTake }: { one: HandoverView; onTake: (() => void) | null }) {
  const { t } = useTranslation();
  return (
    <section>
      <Title order={2} size="h4">
        <Instant at={one.given_at} />
      </Title>
      <Text>
        {t('board.given_by')} <Bdi>{one.given_by}</Bdi>
      </Text>
      <Text>
        {t('board.taken_by')} {one.taken_by ? <Bdi>{one.taken_by}</Bdi> : t('board.not_taken')}
      </Text>
      {one.taken_at === null && !one.mine && onTake ? (
        <Button onClick={onTake}>{t('board.take')}</Button>
      ) : null}
      <Lines lines={one.lines} />
    </section>
  );
}
