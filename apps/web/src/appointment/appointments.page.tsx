import '../care.css';
import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ClientContacts, ContactView } from '#domain/wire/contact.js';
import { listAppointments } from '../api.appointments.js';
import { isLive, useClient } from '../client/client.parts.js';
import { asProblem } from '../kit/change.hook.js';
import { usePaged } from '../kit/paged.hook.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { FailedState, Loaded, Waiting } from '../kit/states.js';
import { ClientCode, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { Appointments } from './appointments.list.js';
import { PlanSection } from './plan.section.js';

export const appointmentsKey = (code: string) => ['appointments', code] as const;

/** What lies ahead of a client, the form for the next appointment, and what was, the newest first. */
export function AppointmentsPage() {
  const { t } = useTranslation();
  const { code, query } = useClient();
  const may = useMay();
  return (
    <Page
      title={t('appointments.title')}
      actions={
        <Button component={Link} to={`/clients/${code}`} variant="default">
          {t('appointments.to_client')}
        </Button>
      }
    >
      <Text>
        {t('appointments.client')} <ClientCode of={code} />
      </Text>
      <Loaded query={query}>
        {(client) => (
          <Stack gap="lg">
            {isLive(client) && may('contact.plan') ? <PlanSection code={client.client} /> : null}
            <Planned code={client.client} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Planned({ code }: { code: string }) {
  const { t } = useTranslation();
  const paged = usePaged<ContactView, ClientContacts>([...appointmentsKey(code)], (cursor) =>
    listAppointments(code, cursor),
  );
  const { query, items } = paged;
  const first = query.data?.pages[0];
  if (query.error && !asProblem(query.error).signedOut)
    return <FailedState problem={asProblem(query.error)} onRetry={() => void query.refetch()} />;
  if (!first || !items) return <Waiting />;
  return (
    <>
      {first.last_contact_at ? (
        <Text>
          {t('appointments.last_seen')} <Instant at={first.last_contact_at} />
        </Text>
      ) : null}
      <Section title={t('appointments.upcoming')}>
        <Appointments
          label={t('appointments.upcoming')}
          items={first.upcoming}
          empty={t('appointments.none_ahead')}
        />
      </Section>
      <Section title={t('appointments.past')}>
        <Appointments label={t('appointments.past')} items={items} empty={t('appointments.none_past')} />
        {query.hasNextPage ? (
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('app.more')}
          </Button>
        ) : null}
      </Section>
    </>
  );
}
