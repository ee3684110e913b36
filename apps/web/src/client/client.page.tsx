import { Alert, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientView } from '#domain/wire/client.js';
import { useMay } from '../session/session.context.js';
import { Page } from '../kit/page.js';
import { Loaded } from '../kit/states.js';
import { Facts, LANGUAGE_NAMES } from '../kit/text.js';
import { useDates } from '../kit/dates.hook.js';
import { ClientBanner } from '../kit/client.banner.js';
import { Section } from '../kit/section.js';
import { SendButton, useClient } from './client.parts.js';
import { ConsentsSection } from './consents.section.js';
import { EmergencyButton } from './emergency.dialog.js';
import { ClientHandoffs } from './handoffs.section.js';
import { RoadSection } from './road.section.js';
import { SafetySection } from './safety.section.js';
import { SeparationsSection } from './separations.section.js';
import { StageSection } from './stage.section.js';

export function ClientPage() {
  const { t } = useTranslation();
  const { query } = useClient();
  return (
    <Page
      title={t('client.title')}
      actions={
        query.data ? (
          <>
            <EmergencyButton client={query.data} />
            <SendButton client={query.data} />
          </>
        ) : null
      }
    >
      <Loaded query={query}>{(client) => <ClientScreen client={client} />}</Loaded>
    </Page>
  );
}

function ClientScreen({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Stack gap="lg">
      <ClientBanner client={client} />
      {client.scope === 'own_part' ? (
        <Alert role="note" color="calm" variant="outline" icon={<IconInfoCircle aria-hidden />}>
          <Text>{t('client.own_part')}</Text>
        </Alert>
      ) : null}
      {client.scope === 'own_part' && client.stage === null ? null : <StageSection client={client} />}
      <SafetySection client={client} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <RoadSection client={client} />
        <AboutSection client={client} />
      </SimpleGrid>
      <ConsentsSection client={client} />
      {client.scope === 'full' && may('separation.list') ? <SeparationsSection client={client} /> : null}
      <ClientHandoffs client={client} />
    </Stack>
  );
}

function AboutSection({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const care = client.care_requirements.map((need) => t(`codes.care_requirement.${need}`));
  return (
    <Section title={t('client.conditions')}>
      <Facts
        items={[
          ...client.conditions.map((condition) => ({
            term: condition.code,
            value: (
              <>
                <bdi>{condition.display ?? condition.code}</bdi>
                {condition.onset_on ? ` · ${dates.day(condition.onset_on)}` : ''}
              </>
            ),
          })),
          {
            term: t('client.substance'),
            value: client.substance ? t(`codes.substance.${client.substance}`) : t('app.unknown'),
          },
          { term: t('client.language'), value: LANGUAGE_NAMES[client.language] },
          { term: t('client.care'), value: care.length > 0 ? dates.list(care) : t('app.none') },
        ]}
      />
      {client.conditions.length === 0 ? (
        <Text c="dimmed" size="sm" mt="sm">
          {t('client.conditions_empty')}
        </Text>
      ) : null}
    </Section>
  );
}
