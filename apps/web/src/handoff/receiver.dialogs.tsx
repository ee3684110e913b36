import { NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DECLINE_REASONS, REPORT_OUTCOMES } from '#domain/charter/handoff.js';
import type { DeclineReason } from '#domain/charter/handoff.js';
import type { HandoffReportRequest } from '#domain/wire/handoff.js';
import { listPartners } from '../api.js';
import { currentLanguage } from '../i18n.js';
import { OwnPlaces } from '../places/own.line.js';
import { useSession } from '../session/session.context.js';
import { Choice, DayField, MomentField } from '../kit/fields.js';
import { fieldId } from '../kit/field.id.js';
import { inWords } from '../kit/text.js';
import { nextFreeTime, wallOf } from '../kit/time.js';
import type { WallTime } from '../kit/time.js';
import { Frame, Writing, ZoneNote, noted, sent } from './move.frame.js';
import type { MoveDialogProps } from './move.frame.js';
import { NumberField } from '../kit/number.field.js';

/** The first free time to propose, on the clock of the own house. */
export function useProposedTime(urgent: boolean): { zone: string; proposed: () => WallTime } {
  const { organisation } = useSession();
  const zone = organisation.time_zone;
  const region = organisation.jurisdiction.slice(0, 2).toUpperCase();
  return { zone, proposed: () => nextFreeTime(new Date(), zone, region, urgent) };
}

export function Appointment(props: {
  value: WallTime;
  onChange: (value: WallTime) => void;
  zone: string;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <>
      <MomentField
        field="appointment_at"
        dateLabel={t('handoff.appointment_date')}
        timeLabel={t('handoff.appointment_time')}
        value={props.value}
        onChange={props.onChange}
        error={props.error}
      />
      <ZoneNote zone={props.zone} />
    </>
  );
}

export function Ask(props: MoveDialogProps) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState('');
  return (
    <Frame
      {...props}
      move="ask"
      effect={t('handoff.effect.ask')}
      request={() => ({ move: 'ask', body: { question: question.trim() } })}
    >
      <Writing
        field="question"
        label={t('codes.note.question')}
        description={t('handoff.no_names')}
        value={question}
        onChange={setQuestion}
        error={props.change.errorOf('question')}
      />
    </Frame>
  );
}

export function Waitlist(props: MoveDialogProps) {
  const { t } = useTranslation();
  const [how, setHow] = useState<'date' | 'position'>('date');
  const [expected, setExpected] = useState('');
  const [position, setPosition] = useState<number | null>(null);
  const [review, setReview] = useState('');
  const [note, setNote] = useState('');
  const { errorOf } = props.change;
  return (
    <Frame
      {...props}
      move="waitlist"
      effect={t('handoff.effect.waitlist')}
      request={() => ({
        move: 'waitlist',
        body: {
          ...(how === 'date' && expected !== '' ? { expected_on: expected } : {}),
          ...(how === 'position' && position !== null ? { position } : {}),
          ...(review === '' ? {} : { review_on: review }),
          ...noted(note),
        },
      })}
    >
      <Choice
        field="waitlist_how"
        label={t('handoff.waitlist_how')}
        value={how}
        onChange={setHow}
        options={[
          { value: 'date', label: t('handoff.waitlist_date') },
          { value: 'position', label: t('handoff.waitlist_position') },
        ]}
      />
      {how === 'date' ? (
        <DayField
          field="expected_on"
          label={t('handoff.expected_on')}
          value={expected}
          onChange={setExpected}
          error={errorOf('expected_on')}
        />
      ) : (
        <NumberField
          field="position"
          label={t('handoff.position')}
          value={position}
          onChange={setPosition}
          error={errorOf('position')}
        />
      )}
      <DayField
        field="review_on"
        label={t('handoff.review_on')}
        value={review}
        onChange={setReview}
        error={errorOf('review_on')}
      />
      <Writing
        field="note"
        label={t('handoff.note')}
        value={note}
        onChange={setNote}
        error={errorOf('note')}
      />
    </Frame>
  );
}

export function Accept(props: MoveDialogProps) {
  const { t } = useTranslation();
  const { zone, proposed } = useProposedTime(props.handoff.urgency === 'urgent');
  const [appointment, setAppointment] = useState(proposed);
  const [spoke, setSpoke] = useState<WallTime>({ date: '', time: '' });
  const speak = props.handoff.safety_withheld;
  return (
    <Frame
      {...props}
      move="accept"
      submit={t('handoff.accept_submit')}
      request={() => ({
        move: 'accept',
        body: {
          appointment_at: sent(appointment, zone),
          ...(speak && spoke.date !== '' ? { spoke_at: sent(spoke, zone) } : {}),
        },
      })}
    >
      <OwnPlaces stage={props.handoff.stage} />
      <Appointment
        value={appointment}
        onChange={setAppointment}
        zone={zone}
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
    </Frame>
  );
}

export function Decline(props: MoveDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<DeclineReason>('no_capacity');
  const [note, setNote] = useState('');
  const [suggested, setSuggested] = useState('');
  return (
    <Frame
      {...props}
      move="decline"
      submit={t('handoff.decline_submit')}
      effect={t('handoff.effect.decline')}
      request={() => ({
        move: 'decline',
        body: {
          reason,
          ...noted(note),
          ...(reason === 'referred_onward' && suggested !== '' ? { suggested } : {}),
        },
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
      {reason === 'referred_onward' ? (
        <Suggestion value={suggested} onChange={setSuggested} error={props.change.errorOf('suggested')} />
      ) : null}
      <Writing
        field="note"
        label={t('handoff.note')}
        value={note}
        onChange={setNote}
        error={props.change.errorOf('note')}
      />
    </Frame>
  );
}

/** A partner that may help instead. */
export function Suggestion(props: {
  value: string;
  onChange: (code: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const partners = useQuery({ queryKey: ['partners', null], queryFn: () => listPartners() });
  return (
    <NativeSelect
      id={fieldId('suggested')}
      label={t('handoff.suggested')}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data={[
        { value: '', label: t('handoff.suggested_none') },
        ...(partners.data?.items ?? []).map(({ code, names }) => ({
          value: code,
          label: inWords(names, currentLanguage()),
        })),
      ]}
      error={props.error}
    />
  );
}

export function Reschedule(props: MoveDialogProps) {
  const { zone, proposed } = useProposedTime(props.handoff.urgency === 'urgent');
  const [appointment, setAppointment] = useState(proposed);
  return (
    <Frame
      {...props}
      move="reschedule"
      request={() => ({ move: 'reschedule', body: { appointment_at: sent(appointment, zone) } })}
    >
      <Appointment
        value={appointment}
        onChange={setAppointment}
        zone={zone}
        error={props.change.errorOf('appointment_at')}
      />
    </Frame>
  );
}

export function Invite(props: MoveDialogProps) {
  const { t } = useTranslation();
  const { zone, proposed } = useProposedTime(true);
  const [appointment, setAppointment] = useState(proposed);
  return (
    <Frame
      {...props}
      move="invite"
      effect={t('handoff.effect.invite')}
      request={() => ({ move: 'invite', body: { appointment_at: sent(appointment, zone) } })}
    >
      <Appointment
        value={appointment}
        onChange={setAppointment}
        zone={zone}
        error={props.change.errorOf('appointment_at')}
      />
    </Frame>
  );
}

export function Arrive(props: MoveDialogProps) {
  const { t } = useTranslation();
  const zone = useSession().organisation.time_zone;
  const [when, setWhen] = useState<'now' | 'earlier'>('now');
  const [arrived, setArrived] = useState(() => wallOf(new Date(), zone));
  const unannounced = props.handoff.accepted_at === null;
  return (
    <Frame
      {...props}
      move="arrive"
      submit={t('handoff.arrive_submit')}
      {...(unannounced ? { effect: t('handoff.effect.arrive_unannounced') } : {})}
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

type Reported = HandoffReportRequest['outcome'];
const REPORTED = REPORT_OUTCOMES.filter((outcome): outcome is Reported => outcome !== 'returned');

export function Report(props: MoveDialogProps) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<Reported>('settled');
  const [note, setNote] = useState('');
  return (
    <Frame
      {...props}
      move="report"
      submit={t('handoff.report_submit')}
      request={() => ({ move: 'report', body: { outcome, ...noted(note) } })}
    >
      <Choice
        field="outcome"
        label={t('handoff.report_outcome')}
        value={outcome}
        onChange={setOutcome}
        options={REPORTED.map((each) => ({ value: each, label: t(`codes.report_outcome.${each}`) }))}
        error={props.change.errorOf('outcome')}
      />
      <Writing
        field="note"
        label={t('handoff.note')}
        value={note}
        onChange={setNote}
        error={props.change.errorOf('note')}
      />
    </Frame>
  );
}
