import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { URGENCIES } from '#domain/charter/handoff.js';
import type { Urgency } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { ClientView } from '#domain/wire/client.js';
import { listPartners, readClient } from '../api.js';
import { ConsentChoice, usableConsents } from '../consents/consent.choice.js';
import type { ConsentChosen } from '../consents/consent.choice.js';
import { consentFor, consentToPartner } from '../consents/consent.form.js';
import { clientKey } from '../client/client.parts.js';
import { Loaded } from '../kit/states.js';
import { Choice } from '../kit/fields.js';
import { useTerms } from '../kit/text.js';
import { wallOf } from '../kit/time.js';
import { Frame, Writing, sent } from './move.frame.js';
import type { Asked, MoveDialogProps } from './move.frame.js';
import { Appointment, useProposedTime } from './receiver.dialogs.js';

/** The client of the own house, where the move stands on a consent of theirs. */
function useOwnClient(code: string | null) {
  return useQuery({
    queryKey: clientKey(code ?? ''),
    queryFn: () => readClient(code ?? ''),
    enabled: code !== null,
  });
}

const chosenFor = (client: ClientView, receiver: string): ConsentChosen => ({
  consent: usableConsents(client, receiver)[0]?.reference ?? null,
  newConsent: consentToPartner(client.under_age),
});

/** The reference of a consent that stands, or the new one to be recorded first. */
function standOn(
  chosen: ConsentChosen,
  client: ClientView,
  receiver: string,
): { reference: string; record?: Asked['consent'] } {
  if (chosen.consent !== null) return { reference: chosen.consent };
  const record = { client: client.client, request: consentFor(chosen.newConsent, receiver, client.language) };
  return { reference: '', record };
}

/** After a pause for the consent only a new consent lets it go on; the client's own house asks for it. */
export function Resume(props: MoveDialogProps) {
  const { handoff } = props;
  const asksConsent = handoff.business_state === 'consent-under-discussion' && handoff.side === 'sender';
  const client = useOwnClient(asksConsent ? handoff.client : null);
  if (!asksConsent) return <ResumeForm {...props} client={null} />;
  return <Loaded query={client}>{(data) => <ResumeForm {...props} client={data} />}</Loaded>;
}

function ResumeForm({ client, ...props }: MoveDialogProps & { client: ClientView | null }) {
  const { handoff } = props;
  const receiver = handoff.receiver.code;
  const { zone, proposed } = useProposedTime(handoff.urgency === 'urgent');
  const [appointment, setAppointment] = useState(() =>
    handoff.appointment_at && Date.parse(handoff.appointment_at) > Date.now()
      ? wallOf(new Date(handoff.appointment_at), zone)
      : proposed(),
  );
  const [chosen, setChosen] = useState<ConsentChosen | null>(client && chosenFor(client, receiver));
  return (
    <Frame
      {...props}
      move="resume"
      request={() => {
        const body = { appointment_at: sent(appointment, zone) };
        if (!client || !chosen) return { move: 'resume', body };
        const { reference, record } = standOn(chosen, client, receiver);
        return {
          request: { move: 'resume', body: { ...body, consent: reference } },
          ...(record ? { consent: record } : {}),
        };
      }}
    >
      <Appointment
        value={appointment}
        onChange={setAppointment}
        zone={zone}
        error={props.change.errorOf('appointment_at')}
      />
      {client && chosen ? (
        <ConsentChoice
          client={client}
          receiver={receiver}
          value={chosen}
          onChange={(part) => setChosen({ ...chosen, ...part })}
          errorOf={props.change.errorOf}
        />
      ) : null}
    </Frame>
  );
}

/** Back to where the client came from: a transfer of its own; the own house stays responsible until the client is there. */
export function Return(props: MoveDialogProps) {
  const client = useOwnClient(props.handoff.client);
  const partners = useQuery({ queryKey: ['partners', null], queryFn: () => listPartners() });
  return (
    <Loaded query={client}>
      {(data) => (
        <Loaded query={partners}>
          {({ items }) => (
            <ReturnForm
              {...props}
              client={data}
              stages={items.find(({ code }) => code === props.handoff.sender.code)?.stages ?? []}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function ReturnForm({
  client,
  stages,
  ...props
}: MoveDialogProps & { client: ClientView; stages: readonly Stage[] }) {
  const { t } = useTranslation();
  const terms = useTerms();
  const receiver = props.handoff.sender.code;
  const [stage, setStage] = useState<Stage | null>(stages[0] ?? null);
  const [urgency, setUrgency] = useState<Urgency>('routine');
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState(() => chosenFor(client, receiver));
  const { errorOf } = props.change;
  return (
    <Frame
      {...props}
      move="return"
      effect={t('handoff.effect.return')}
      disabled={stage === null}
      request={() => {
        if (stage === null) return null;
        const { reference, record } = standOn(chosen, client, receiver);
        return {
          request: {
            move: 'return',
            body: { consent: reference, stage, urgency, reason: reason.trim() },
          },
          ...(record ? { consent: record } : {}),
        };
      }}
    >
      {stages.length === 0 ? <Text>{t('compose.partners_empty')}</Text> : null}
      <Choice
        field="stage"
        label={t('compose.step_stage')}
        value={stage}
        onChange={setStage}
        options={stages.map((each) => ({ value: each, label: terms.stage(each) }))}
        error={errorOf('stage')}
      />
      <Choice
        field="urgency"
        label={t('compose.urgency')}
        value={urgency}
        onChange={setUrgency}
        options={URGENCIES.map((each) => ({ value: each, label: t(`codes.urgency.${each}`) }))}
        error={errorOf('urgency')}
      />
      <Writing
        field="reason"
        label={t('handoff.return_reason')}
        description={t('compose.message_hint')}
        value={reason}
        onChange={setReason}
        error={errorOf('reason')}
      />
      <ConsentChoice
        client={client}
        receiver={receiver}
        value={chosen}
        onChange={(part) => setChosen({ ...chosen, ...part })}
        errorOf={errorOf}
      />
    </Frame>
  );
}
