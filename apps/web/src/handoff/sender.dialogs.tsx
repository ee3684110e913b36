import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTACT_WAYS, RECALL_REASONS } from '#domain/charter/handoff.js';
import type { ContactWay, RecallReason } from '#domain/charter/handoff.js';
import { Choice } from '../kit/fields.js';
import { useDates } from '../kit/dates.hook.js';
import { Bdi } from '../kit/text.js';
import { Frame, Writing } from './move.frame.js';
import type { MoveDialogProps } from './move.frame.js';

export function Answer(props: MoveDialogProps) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState('');
  const question = props.handoff.notes.filter(({ kind }) => kind === 'question').at(-1);
  return (
    <Frame {...props} move="answer" request={() => ({ move: 'answer', body: { answer: answer.trim() } })}>
      {question ? (
        <blockquote className="note">
          <Bdi>{question.body}</Bdi>
        </blockquote>
      ) : null}
      <Writing
        field="answer"
        label={t('codes.note.answer')}
        description={t('handoff.no_names')}
        value={answer}
        onChange={setAnswer}
        error={props.change.errorOf('answer')}
      />
    </Frame>
  );
}

export function Wish(props: MoveDialogProps) {
  const { t } = useTranslation();
  const dates = useDates();
  const [wishes, setWishes] = useState<'yes' | 'no' | null>(null);
  const { waitlist } = props.handoff;
  return (
    <Frame
      {...props}
      move="wish"
      disabled={wishes === null}
      request={() => (wishes === null ? null : { move: 'wish', body: { wishes: wishes === 'yes' } })}
    >
      {waitlist?.expected_on ? (
        <Text>
          {t('handoff.expected_on')}: {dates.day(waitlist.expected_on)}
        </Text>
      ) : null}
      {waitlist?.position ? (
        <Text>
          {t('handoff.position')}: {waitlist.position}
        </Text>
      ) : null}
      <Choice
        field="wishes"
        label={t('handoff.wish_question')}
        value={wishes}
        onChange={setWishes}
        options={[
          { value: 'yes', label: t('handoff.wish_yes') },
          { value: 'no', label: t('handoff.wish_no') },
        ]}
        error={props.change.errorOf('wishes')}
      />
    </Frame>
  );
}

export function Recall(props: MoveDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<RecallReason>('client_changed_mind');
  return (
    <Frame
      {...props}
      move="recall"
      submit={t('handoff.recall_submit')}
      effect={t('handoff.effect.recall')}
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

export function Contact(props: MoveDialogProps) {
  const { t } = useTranslation();
  const [way, setWay] = useState<ContactWay>('telephone');
  const [reached, setReached] = useState<'yes' | 'no' | null>(null);
  return (
    <Frame
      {...props}
      move="contact"
      disabled={reached === null}
      request={() =>
        reached === null ? null : { move: 'contact', body: { way, reached: reached === 'yes' } }
      }
    >
      <Choice
        field="way"
        label={t('handoff.contact_way')}
        value={way}
        onChange={setWay}
        options={CONTACT_WAYS.map((each) => ({ value: each, label: t(`codes.contact_way.${each}`) }))}
        error={props.change.errorOf('way')}
      />
      <Choice
        field="reached"
        label={t('handoff.reached')}
        value={reached}
        onChange={setReached}
        options={[
          { value: 'yes', label: t('handoff.reached_yes') },
          { value: 'no', label: t('handoff.reached_no') },
        ]}
        error={props.change.errorOf('reached')}
      />
    </Frame>
  );
}

/** Who rings is said once, so that nobody is rung by two houses or twice by one. */
export function Call(props: MoveDialogProps) {
  const { t } = useTranslation();
  const { caller } = props.handoff;
  return (
    <Frame
      {...props}
      move="call"
      submit={caller === null ? t('codes.move.call') : t('handoff.take_over')}
      request={() => ({ move: 'call', body: caller === null ? {} : { take_over: true } })}
    >
      {caller === null ? (
        <Text>{t('handoff.effect.call')}</Text>
      ) : (
        <Text>
          {t('handoff.caller_named')} <Bdi>{caller}</Bdi>
        </Text>
      )}
    </Frame>
  );
}

export function Void(props: MoveDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <Frame
      {...props}
      move="void"
      effect={t('handoff.effect.void')}
      request={() => ({ move: 'void', body: { reason: reason.trim() } })}
    >
      <Writing
        field="reason"
        label={t('codes.note.void')}
        value={reason}
        onChange={setReason}
        error={props.change.errorOf('reason')}
      />
    </Frame>
  );
}
