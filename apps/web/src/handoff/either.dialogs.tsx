import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSENT_WAYS } from '#domain/charter/consent.js';
import type { ConsentWay } from '#domain/charter/consent.js';
import { HANDOFF, HOLD_REASONS, STOP_CAUSES, STOP_CAUSE_CODES } from '#domain/charter/handoff.js';
import type { BusinessState, HandoffMove, HoldReason, StopCause } from '#domain/charter/handoff.js';
import { useSession } from '../session/session.context.js';
import { Choice, DayField } from '../kit/fields.js';
import { dayAhead } from '../kit/time.js';
import { Frame, Writing, noted } from './move.frame.js';
import type { MoveDialogProps } from './move.frame.js';

const HOLD_DAYS = 3;

export function Hold(props: MoveDialogProps) {
  const { t } = useTranslation();
  const zone = useSession().organisation.time_zone;
  const [reason, setReason] = useState<HoldReason>('client-unreachable');
  const [resume, setResume] = useState(() => dayAhead(new Date(), zone, HOLD_DAYS));
  const [note, setNote] = useState('');
  return (
    <Frame
      {...props}
      move="hold"
      effect={t('handoff.effect.hold')}
      request={() => ({ move: 'hold', body: { reason, resume_on: resume, ...noted(note) } })}
    >
      <Choice
        field="reason"
        label={t('handoff.hold_reason')}
        value={reason}
        onChange={setReason}
        options={HOLD_REASONS.map((each) => ({ value: each, label: t(`codes.hold_reason.${each}`) }))}
        error={props.change.errorOf('reason')}
      />
      <DayField
        field="resume_on"
        label={t('handoff.resume_on')}
        value={resume}
        onChange={setResume}
        error={props.change.errorOf('resume_on')}
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

/** Where it stands decides what can still have happened: whoever has not come may have died, and cannot leave any more. */
function causesOf(business: BusinessState): StopCause[] {
  const moves: { readonly [M in HandoffMove]?: readonly BusinessState[] } = HANDOFF[business];
  return STOP_CAUSE_CODES.filter((cause) => moves.stop?.includes(STOP_CAUSES[cause]) ?? false);
}

export function Stop(props: MoveDialogProps) {
  const { t } = useTranslation();
  const [cause, setCause] = useState<StopCause | null>(null);
  return (
    <Frame
      {...props}
      move="stop"
      effect={t('handoff.effect.stop')}
      disabled={cause === null}
      request={() => (cause === null ? null : { move: 'stop', body: { cause } })}
    >
      <Choice
        field="cause"
        label={t('handoff.stop_cause')}
        value={cause}
        onChange={setCause}
        options={causesOf(props.handoff.business_state).map((each) => ({
          value: each,
          label: t(`codes.stop_cause.${each}`),
        }))}
        error={props.change.errorOf('cause')}
      />
    </Frame>
  );
}

export function Withdraw(props: MoveDialogProps) {
  const { t } = useTranslation();
  const [how, setHow] = useState<ConsentWay>('witnessed_oral');
  return (
    <Frame
      {...props}
      move="withdraw"
      effect={t('consent.withdraw_effect')}
      request={() => ({ move: 'withdraw', body: { how } })}
    >
      <Choice
        field="how"
        label={t('consent.withdraw_how')}
        value={how}
        onChange={setHow}
        options={CONSENT_WAYS.map((way) => ({ value: way, label: t(`codes.way.${way}`) }))}
        error={props.change.errorOf('how')}
      />
    </Frame>
  );
}

/** Moves that say everything by themselves and are asked once more all the same. */
export type PlainMove = 'send' | 'discard' | 'depart' | 'miss' | 'fail';

export function Plain({ move, ...props }: MoveDialogProps & { move: PlainMove }) {
  const { t } = useTranslation();
  return <Frame {...props} move={move} effect={t(`handoff.effect.${move}`)} request={() => ({ move })} />;
}
