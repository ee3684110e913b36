import { Button, List, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconArrowRight, IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordedStage } from '#domain/charter/pathway.js';
import type { ClientView } from '#domain/wire/client.js';
import { useMay } from '../session/session.context.js';
import { useRenewal } from '../kit/renewal.hook.js';
import { useTerms } from '../kit/text.js';
import { Section } from '../kit/section.js';
import { goesOnward, isLive } from './client.parts.js';
import { MoveDialog } from './move.dialog.js';
import { RecordForm } from './record.form.js';

/** Where the client is, what has to be true before moving on, and beside it the record that makes it true. */
export function StageSection({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  const may = useMay();
  const [moving, setMoving] = useState(false);
  const canMove = isLive(client) && may('stage.advance');
  return (
    <Section
      title={client.stage ? `${t('client.stage_title')}: ${terms.stage(client.stage)}` : t('client.no_stage')}
      actions={
        canMove ? (
          <Button
            variant={goesOnward(client) ? 'filled' : 'default'}
            leftSection={<IconArrowRight size={18} aria-hidden className="mirrored" />}
            onClick={() => setMoving(true)}
          >
            {t('client.move_on')}
          </Button>
        ) : null
      }
    >
      <SimpleGrid cols={{ base: 1, md: client.record ? 2 : 1 }} spacing="xl">
        <Criteria client={client} />
        {client.record ? <RecordPart client={client} /> : null}
      </SimpleGrid>
      {moving ? <MoveDialog client={client} onClose={() => setMoving(false)} /> : null}
    </Section>
  );
}

function Criteria({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  if (client.criteria.length === 0) return <Text c="dimmed">{t('client.no_criteria')}</Text>;
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        {t('client.criteria')}
      </Title>
      <List spacing="sm" center aria-label={t('client.criteria')}>
        {client.criteria.map(({ criterion, met }) => (
          <List.Item
            key={criterion}
            icon={
              <ThemeIcon variant={met ? 'filled' : 'default'} radius="xl" size={28}>
                {met ? <IconCheck size={18} aria-hidden /> : <IconCircleDashed size={18} aria-hidden />}
              </ThemeIcon>
            }
          >
            {terms.criterion(criterion)}:{' '}
            <Text span fw={600}>
              {met ? t('client.met') : t('client.unmet')}
            </Text>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

const RECORD_ACTIONS = {
  treatment: 'treatment.record',
  rehabilitation: 'rehabilitation.record',
  reintegration: 'reintegration.record',
  employment: 'employment.record',
} as const satisfies Record<RecordedStage, string>;

function RecordPart({ client }: { client: ClientView }) {
  const may = useMay();
  const { record } = client;
  const { turn, renew } = useRenewal(record?.version ?? 0);
  if (!record) return null;
  const writable = isLive(client) && may(RECORD_ACTIONS[record.stage]);
  return (
    <RecordForm
      key={`${record.stage} ${turn}`}
      client={client}
      record={record}
      writable={writable}
      onFresh={renew}
    />
  );
}
