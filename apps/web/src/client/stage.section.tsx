import { Button, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RecordedStage } from '#domain/charter/pathway.js';
import type { ClientView, CriterionView } from '#domain/wire/client.js';
import { CriteriaList } from '../kit/criteria.list.js';
import { Section } from '../kit/section.js';
import { useTerms } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { goesOnward, isLive } from './client.parts.js';
import { RecordForm } from './record.form.js';

/** Where the client is, what has to be true before moving on, and below it the record that makes it true. */
export function StageSection({
  client,
  onField,
}: {
  client: ClientView;
  /** Leads to the field that holds a piece of evidence. */
  onField: (form: CriterionView['form'], field: string) => void;
}) {
  const { t } = useTranslation();
  const terms = useTerms();
  const may = useMay();
  const canMove = isLive(client) && may('stage.advance');
  return (
    <Section
      title={client.stage ? `${t('client.stage_title')}: ${terms.stage(client.stage)}` : t('client.no_stage')}
      actions={
        canMove ? (
          <Button
            component={Link}
            to={`/clients/${client.client}/move`}
            variant={goesOnward(client) ? 'filled' : 'default'}
            leftSection={<IconArrowRight size={18} aria-hidden className="mirrored" />}
          >
            {t('client.move_on')}
          </Button>
        ) : null
      }
    >
      <Stack gap="xl">
        <Criteria client={client} onField={onField} />
        {client.record ? <RecordPart client={client} /> : null}
      </Stack>
    </Section>
  );
}

function Criteria({
  client,
  onField,
}: {
  client: ClientView;
  onField: Parameters<typeof StageSection>[0]['onField'];
}) {
  const { t } = useTranslation();
  if (client.criteria.length === 0) return <Text c="dimmed">{t('client.no_criteria')}</Text>;
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        {t('client.criteria')}
      </Title>
      <CriteriaList
        label={t('client.criteria')}
        criteria={client.criteria}
        stage={client.record?.stage ?? null}
        onField={onField}
      />
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
  if (!record) return null;
  const writable = isLive(client) && may(RECORD_ACTIONS[record.stage]);
  return <RecordForm key={record.stage} client={client} record={record} writable={writable} />;
}
