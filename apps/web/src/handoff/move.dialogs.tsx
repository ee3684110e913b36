import { Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DECLINE_REASONS, RECALL_REASONS, REPORT_OUTCOMES } from '#domain/charter/handoff.js';
import type { DeclineReason, HandoffMove, RecallReason, ReportOutcome } from '#domain/charter/handoff.js';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import type { MoveRequest } from '../api.js';
import { useSession } from '../session/session.context.js';
import { ProblemAlert } from '../shell/states.js';
import type { Change } from '../ui/change.hook.js';
import { Dialog, DialogActions } from '../ui/dialog.js';
import { Choice, MomentField, OWN_DIRECTION, fieldId } from '../ui/fields.js';
import { instantOf, nextWorkingMorning, wallOf } from '../ui/time.js';
import type { WallTime } from '../ui/time.js';

interface DialogProps {
  readonly handoff: HandoffDetail;
  readonly change: Change<MoveRequest>;
  readonly onClose: () => void;
}

/** Each question of a handoff in its own small window. */
export function MoveDialog({ move, ...props }: DialogProps & { move: Exclude<HandoffMove, 'take'> }) {
  const { t } = useTranslation();
  const forms = { accept: Accept, decline: Decline, recall: Recall, arrive: Arrive, report: Report } as const;
  const Form = forms[move];
  return (
    <Dialog onClose={props.onClose} title={t(`codes.move.${move}`)}>
      <Form {...props} />
    </Dialog>
  );
}

interface FrameProps extends DialogProps {
  readonly submit: string;
  readonly request: () => MoveRequest | null;
  readonly children: ReactNode;
}

function Frame({ change, onClose, submit, request, children }: FrameProps) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const asked = request();
        if (asked) change.run(asked);
      }}
    >
      <Stack>
        <ProblemAlert problem={change.problem} />
        {children}
        <DialogActions submit={submit} onClose={onClose} pending={change.pending} />
      </Stack>
    </form>
  );
}

/** What was typed, where it is no time at all: the server then says which field it cannot read. */
const sent = (wall: WallTime, zone: string): string =>
  instantOf(wall, zone) ?? `${wall.date} ${wall.time}`.trim();

function Accept(props: DialogProps) {
  const { t } = useTranslation();
  const { organisation } = useSession();
  const zone = organisation.time_zone;
  const [appointment, setAppointment] = useState(() =>
    nextWorkingMorning(new Date(), zone, organisation.jurisdiction.slice(0, 2).toUpperCase()),
  );
  const [spoke, setSpoke] = useState<WallTime>({ date: '', time: '' });
  const speak = props.handoff.safety_withheld;
  return (
    <Frame
      {...props}
      submit={t('handoff.accept_submit')}
      request={() => ({
        move: 'accept',
        body: {
          appointment_at: sent(appointment, zone),
          ...(speak && spoke.date !== '' ? { spoke_at: sent(spoke, zone) } : {}),
        },
      })}
    >
      <MomentField
        field="appointment_at"
        dateLabel={t('handoff.appointment_date')}
        timeLabel={t('handoff.appointment_time')}
        value={appointment}
        onChange={setAppointment}
        error={props.change.errorOf('appointment_at')}
      />
      {speak ? (
        <>
          <Text>{t('handoff.safety_withheld')}</Text>
          <MomentField
            field="spoke_at"
            dateLabel={t('handoff.spoke_date')}
            timeLabel={t('handoff.spoke_time')}
            value={spoke}
            onChange={setSpoke}
            error={props.change.errorOf('spoke_at')}
          />
        </>
      ) : null}
      <ZoneNote zone={zone} />
    </Frame>
  );
}

function ZoneNote({ zone }: { zone: string }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="dimmed">
      {t('handoff.zone')} <bdi dir="ltr">{zone}</bdi>
    </Text>
  );
}

function Decline(props: DialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<DeclineReason>('no_capacity');
  const [note, setNote] = useState('');
  return (
    <Frame
      {...props}
      submit={t('handoff.decline_submit')}
      request={() => ({
        move: 'decline',
        body: { reason, ...(note.trim() === '' ? {} : { note: note.trim() }) },
      })}
    >
      <Choice
        field="reason"
        label={t('handoff.decline_reason')}
        value={reason}
        onChange={setReason}
        options={DECLINE_REASONS.map((each) => ({ value: each, label: t(`codes.decline_reason.${each}`) }))}
        error={props.change.errorOf('reason')}
      />
      <Textarea
        id={fieldId('note')}
        label={t('handoff.note')}
        {...OWN_DIRECTION}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={props.change.errorOf('note')}
      />
    </Frame>
  );
}

function Recall(props: DialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<RecallReason>('client_changed_mind');
  return (
    <Frame
      {...props}
      submit={t('handoff.recall_submit')}
      request={() => ({ move: 'recall', body: { reason } })}
    >
      <Choice
        field="reason"
        label={t('handoff.recall_reason')}
        value={reason}
        onChange={setReason}
        options={RECALL_REASONS.map((each) => ({ value: each, label: t(`codes.recall_reason.${each}`) }))}
        error={props.change.errorOf('reason')}
      />
    </Frame>
  );
}

function Arrive(props: DialogProps) {
  const { t } = useTranslation();
  const zone = useSession().organisation.time_zone;
  const [when, setWhen] = useState<'now' | 'earlier'>('now');
  const [arrived, setArrived] = useState(() => wallOf(new Date(), zone));
  return (
    <Frame
      {...props}
      submit={t('handoff.arrive_submit')}
      request={() => ({ move: 'arrive', body: when === 'now' ? {} : { arrived_at: sent(arrived, zone) } })}
    >
      <Choice
        field="arrived_when"
        label={t('handoff.arrived_when')}
        value={when}
        onChange={setWhen}
        options={[
          { value: 'now', label: t('handoff.arrived_now') },
          { value: 'earlier', label: t('handoff.arrived_earlier') },
        ]}
      />
      {when === 'earlier' ? (
        <>
          <MomentField
            field="arrived_at"
            dateLabel={t('handoff.arrived_date')}
            timeLabel={t('handoff.arrived_time')}
            value={arrived}
            onChange={setArrived}
            error={props.change.errorOf('arrived_at')}
          />
          <ZoneNote zone={zone} />
        </>
      ) : null}
    </Frame>
  );
}

function Report(props: DialogProps) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<ReportOutcome>('settled');
  return (
    <Frame
      {...props}
      submit={t('handoff.report_submit')}
      request={() => ({ move: 'report', body: { outcome } })}
    >
      <Choice
        field="outcome"
        label={t('handoff.report_outcome')}
        value={outcome}
        onChange={setOutcome}
        options={REPORT_OUTCOMES.map((each) => ({ value: each, label: t(`codes.report_outcome.${each}`) }))}
        error={props.change.errorOf('outcome')}
      />
    </Frame>
  );
}
