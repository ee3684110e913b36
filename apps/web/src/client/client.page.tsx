import '../clinic.css';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconId, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView, CriterionView } from '#domain/wire/client.js';
import { readStanding } from '../api.identity.js';
import { ErasureSection } from '../erasure/erasure.section.js';
import { withWords } from '../i18n.js';
import { GlassButtons } from '../glass/glass.buttons.js';
import { asProblem } from '../kit/change.hook.js';
import { ClientBanner } from '../kit/client.banner.js';
import { CustodyBand } from '../kit/custody.band.js';
import { focusField } from '../kit/focus.js';
import { later } from '../kit/later.js';
import { Page } from '../kit/page.js';
import { Loaded } from '../kit/states.js';
import { useMay } from '../session/session.context.js';
import { AboutSection } from './about.section.js';
import { SendButton, useClient } from './client.parts.js';
import { ConsentsSection } from './consents.section.js';
import { EmergencyButton } from './emergency.button.js';
import { ClientHandoffs, WaitingFor } from './handoffs.section.js';
import { IdentitySection } from './identity.section.js';
import { KeyWorkerButton } from './key-worker.js';
import { OpeningsSection } from './openings.section.js';
import { SafetySection } from './safety.section.js';
import { SeparationsSection } from './separations.section.js';
import { StageSection } from './stage.section.js';
import { TimelineSection } from './timeline.section.js';

const CareWays = later(async () => (await withWords(['ways'], () => import('./care.ways.js'))).CareWays);
const ContactButton = later(
  async () => (await withWords(['notices'], () => import('../notices/contact.button.js'))).ContactButton,
);
const EligibilityButton = later(
  async () =>
    (await withWords(['eligibility'], () => import('../eligibility/eligibility.button.js')))
      .EligibilityButton,
);
const RightsButton = later(
  async () => (await withWords(['ways'], () => import('../rights/rights.button.js'))).RightsButton,
);

export function ClientPage() {
  const { t } = useTranslation();
  const { code, query } = useClient();
  return (
    <Page
      title={t('client.title')}
      actions={
        query.data ? (
          <>
            <GlassWays code={query.data.client} />
            <ContactWay client={query.data} />
            <EligibilityWay client={query.data} />
            <RightsWay code={query.data.client} />
            <EmergencyButton client={query.data} />
            <Button
              component={Link}
              to={`/clients/${query.data.client}/card`}
              variant="default"
              leftSection={<IconId size={18} aria-hidden />}
            >
              {t('card.open')}
            </Button>
            <SendButton client={query.data} />
          </>
        ) : query.error && asProblem(query.error).code === 'client.protected' ? (
          <GlassButtons code={code} />
        ) : null
      }
    >
      <Loaded query={query}>{(client) => <ClientScreen client={client} />}</Loaded>
    </Page>
  );
}

/** How the client wants to be reached, for the house that has them. */
function ContactWay({ client }: { client: ClientView }) {
  const may = useMay();
  return may('contact.view') && client.scope === 'full' ? <ContactButton code={client.client} /> : null;
}

/** Tokens for lenders, employers and trainers: for those who give them, in the house that has the client. */
function EligibilityWay({ client }: { client: ClientView }) {
  const may = useMay();
  return may('eligibility.revoke') && client.scope === 'full' ? <EligibilityButton client={client} /> : null;
}

/** What the client was told of their rights and asked for. */
function RightsWay({ code }: { code: string }) {
  const may = useMay();
  return may('rights.read') ? <RightsButton code={code} /> : null;
}

/** Whoever looks after the client sees who they are every day, and needs no glass to break. */
function GlassWays({ code }: { code: string }) {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['standing', code],
    queryFn: () => readStanding(code),
    enabled: may('identity.look'),
  });
  return data && !data.care_team ? <GlassButtons code={code} /> : null;
}

/**
 * Opens the form that holds a field and leads there, also where another screen has named the field in the address. The address
 * then forgets it, so that the back button does not jump again.
 */
function useWriting() {
  const { form, field } = useSearch({ from: '/clients/$code' });
  const navigate = useNavigate();
  const [screening, setScreening] = useState(form === 'safety');
  const [wanted, setWanted] = useState(field === undefined ? null : { field });
  useEffect(() => {
    if (form !== undefined) void navigate({ to: '.', search: {}, replace: true });
  }, [form, navigate]);
  useEffect(() => {
    if (wanted) focusField(wanted.field);
  }, [wanted]);
  return {
    screening,
    setScreening,
    lead: (to: CriterionView['form'], at: string): void => {
      if (to === 'safety') setScreening(true);
      setWanted({ field: at });
    },
  };
}

/** What is known at the start, what is written in the middle, how it came to be at the end; below each other where it is narrow. */
function ClientScreen({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const may = useMay();
  const { screening, setScreening, lead } = useWriting();
  const hasStage = client.scope === 'full' || client.stage !== null;
  const safety = <SafetySection client={client} editing={screening} onEdit={setScreening} />;
  return (
    <Stack gap="md">
      <ClientBanner client={client} keyWorker={<KeyWorkerButton client={client} />} />
      {client.scope === 'own_part' ? (
        <Alert role="note" color="calm" variant="outline" icon={<IconInfoCircle aria-hidden />}>
          <Text>{t('client.own_part')}</Text>
        </Alert>
      ) : null}
      <CareWays code={client.client} />
      <CustodyBand custody={client.custody} />
      <WaitingFor client={client} />
      <div className="panes-room">
        <div className="panes">
          <Stack gap="md">
            {screening ? null : safety}
            {may('identity.look') ? <IdentitySection client={client} /> : null}
            <AboutSection client={client} />
            <ConsentsSection client={client} />
          </Stack>
          <Stack gap="md">
            {screening ? safety : null}
            {hasStage ? <StageSection client={client} onField={lead} /> : null}
          </Stack>
          <Stack gap="md">{may('client.timeline') ? <TimelineSection code={client.client} /> : null}</Stack>
        </div>
      </div>
      {client.scope === 'full' && may('separation.list') ? <SeparationsSection client={client} /> : null}
      {may('glass.account') ? <OpeningsSection code={client.client} /> : null}
      <ClientHandoffs client={client} />
      {may('erasure.view') ? <ErasureSection client={client} /> : null}
    </Stack>
  );
}
