import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BreakGlassField } from '#domain/charter/identity.js';
import type { EmergencyCard } from '#domain/wire/identity.js';
import { closeOpening, readCard } from '../api.identity.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Page } from '../kit/page.js';
import { SafetyFacts } from '../kit/safety.facts.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, Code, Facts, Instant, Label } from '../kit/text.js';
import { PhotoPicture } from './photo.picture.js';

/** What an opening shows, until when, and the way to end it. Nothing of it stays in the browser. */
export function OpeningPage() {
  const { t } = useTranslation();
  const { opening } = useParams({ from: '/openings/$opening' });
  const queries = useQueryClient();
  const [closed, setClosed] = useState(false);
  const query = useQuery({
    queryKey: ['opening-card', opening],
    queryFn: () => readCard(opening),
    enabled: !closed,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  const close = useChange(
    (_: null, key) => closeOpening(opening, key),
    async () => {
      setClosed(true);
      queries.removeQueries({ queryKey: ['opening-card', opening] });
      await queries.invalidateQueries({ queryKey: ['openings'] });
    },
  );
  if (closed)
    return (
      <Page title={t('glass.emergency')}>
        <EmptyState title={t('glass.closed')}>
          <Button component={Link} to="/" variant="default">
            {t('problem.go_home')}
          </Button>
        </EmptyState>
      </Page>
    );
  return (
    <Page
      title={t('glass.emergency')}
      actions={
        query.data ? (
          <>
            <Button component={Link} to={`/clients/${query.data.client}`} variant="default">
              {t('glass.to_record')}
            </Button>
            <Button color="red" variant="outline" loading={close.pending} onClick={() => close.run(null)}>
              {t('glass.close')}
            </Button>
          </>
        ) : null
      }
    >
      <ProblemAlert problem={close.problem} />
      <Loaded query={query}>{(card) => <Card card={card} />}</Loaded>
    </Page>
  );
}

function Card({ card }: { card: EmergencyCard }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Alert role="note" color="red" variant="outline" icon={<IconClock aria-hidden />}>
        <Text>
          {t('glass.until')} <Instant at={card.until_at} /> · <ClientCode of={card.client} />
        </Text>
      </Alert>
      {card.fields.includes('safety') ? (
        <Section title={t('codes.break_glass_field.safety')}>
          {card.safety ? <SafetyFacts safety={card.safety} /> : <Text>{t('glass.safety_none')}</Text>}
          <NeedsFacts card={card} />
        </Section>
      ) : null}
      <Section title={t('standing.title')}>
        {card.photo ? <PhotoPicture photo={card.photo} /> : null}
        <WhoFacts card={card} />
      </Section>
    </Stack>
  );
}

function NeedsFacts({ card }: { card: EmergencyCard }) {
  const { t } = useTranslation();
  const { substance, care_requirements: needs, custodian } = card;
  return (
    <Facts
      items={[
        {
          term: t('glass.substance'),
          value: substance ? t(`codes.substance.${substance}`) : t('glass.nothing'),
        },
        {
          term: t('glass.needs'),
          value: needs?.length
            ? needs.map((need) => t(`codes.care_requirement.${need}`)).join(' · ')
            : t('glass.nothing'),
        },
        {
          term: t('glass.custodian'),
          value: custodian ? (
            <>
              <Label of={custodian.names} />
              {custodian.telephone ? (
                <>
                  {' · '}
                  <Code>{custodian.telephone}</Code>
                </>
              ) : null}
            </>
          ) : (
            t('glass.nothing')
          ),
        },
      ]}
    />
  );
}

/** Only what was opened has a line; what was opened and is not known says so. */
function WhoFacts({ card }: { card: EmergencyCard }) {
  const { t } = useTranslation();
  const dates = useDates();
  const who = card.identity;
  const nothing = t('glass.nothing');
  const names = [who?.given_name, who?.other_names, who?.family_name].filter(Boolean).join(' ');
  const line = (field: BreakGlassField, term: string, value: React.ReactNode) =>
    card.fields.includes(field) ? [{ term, value: value ?? nothing }] : [];
  return (
    <Facts
      items={[
        ...line('name', t('glass.names'), names ? <Bdi>{names}</Bdi> : null),
        ...line('birth_date', t('glass.born'), who?.birth_on ? dates.day(who.birth_on) : null),
        ...line(
          'contact',
          t('glass.phones'),
          who?.phones?.length ? <Code>{who.phones.join(' · ')}</Code> : null,
        ),
        ...line('contact', t('glass.address'), who?.address ? <Bdi>{who.address}</Bdi> : null),
        ...line(
          'documents',
          t('glass.documents'),
          who?.documents?.length ? <Bdi>{who.documents.map(({ number }) => number).join(' · ')}</Bdi> : null,
        ),
      ]}
    />
  );
}
