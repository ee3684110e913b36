import { Alert, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ERASURE_GRANT_GROUNDS,
  ERASURE_REFUSAL_GROUNDS,
  ERASURE_WAYS,
  LEGAL_HOLD_GROUNDS,
  type ErasureGround,
  type ErasureWay,
  type LegalHoldGround,
} from '#domain/charter/erasure.js';
import type { ClientErasureView, ErasureView, LegalHoldView } from '#domain/wire/erasure.js';
import {
  carryErasureOut,
  decideErasure,
  liftHold,
  placeHold,
  requestErasure,
  takeErasureBack,
} from '../api.erasure.js';
import { Writing } from '../handoff/move.frame.js';
import { useChange, type Change } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice, DayField } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode } from '../kit/text.js';

/** Everything that shows requests is read anew after a change. */
function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['erasure'] }),
      queries.invalidateQueries({ queryKey: ['erasures'] }),
    ]);
}

function Question<V>(props: {
  title: string;
  change: Change<V>;
  onClose: () => void;
  onSend: () => void;
  disabled?: boolean;
  ending?: boolean;
  children: ReactNode;
}) {
  const { title, change, onClose, onSend, children } = props;
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSend();
        }}
      >
        <Stack>
          <ProblemAlert problem={change.problem} />
          {children}
          <DialogActions
            submit={title}
            onClose={onClose}
            pending={change.pending}
            disabled={props.disabled ?? false}
            ending={props.ending ?? false}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

/** Writes down that the client asked, and when: the month for the decision runs from that day. */
export function AskDialog({ client, onClose }: { client: string; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [day, setDay] = useState('');
  const [way, setWay] = useState<ErasureWay | null>(null);
  const ask = useChange(
    (body: { asked_on: string; asked_how: ErasureWay }, key) => requestErasure(client, body, key),
    async () => {
      onClose();
      await refresh();
    },
  );
  return (
    <Question
      title={t('erasure.ask')}
      change={ask}
      onClose={onClose}
      disabled={day === '' || way === null}
      onSend={() => (way ? ask.run({ asked_on: day, asked_how: way }) : undefined)}
    >
      <Text>{t('erasure.ask_effect')}</Text>
      <DayField
        field="asked_on"
        label={t('erasure.asked_on')}
        value={day}
        onChange={setDay}
        error={ask.errorOf('asked_on')}
        required
      />
      <Choice
        field="asked_how"
        label={t('erasure.asked_how')}
        value={way}
        onChange={setWay}
        options={ERASURE_WAYS.map((value) => ({ value, label: t(`codes.erasure_way.${value}`) }))}
        error={ask.errorOf('asked_how')}
        required
      />
    </Question>
  );
}

/** How long the law of the place keeps the record, and whether somebody holds it. */
function Law({ view }: { view: ClientErasureView }) {
  const { t, i18n } = useTranslation();
  const dates = useDates();
  return (
    <>
      <Alert variant="outline" color="calm">
        <Text fw={600}>
          {t('erasure.retention')} {dates.day(view.retention.until_on)}
        </Text>
        <Text size="sm">{view.retention.texts[i18n.language as 'en' | 'ru' | 'ar']}</Text>
      </Alert>
      {view.holds.some((hold) => hold.lifted_at === null) ? <Text>{t('erasure.hold_stands')}</Text> : null}
    </>
  );
}

/** The decision on a legal ground, with what the law of the place says of the record above it. */
export function DecideDialog({
  erasure,
  view,
  onClose,
}: {
  erasure: ErasureView;
  view: ClientErasureView;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const dates = useDates();
  const refresh = useRefresh();
  const [ground, setGround] = useState<ErasureGround | null>(null);
  const [note, setNote] = useState('');
  const decide = useChange(
    (body: { ground: ErasureGround; note?: string }, key) => decideErasure(erasure, body, key),
    async () => {
      onClose();
      await refresh();
    },
  );
  const grounds = [...ERASURE_GRANT_GROUNDS, ...ERASURE_REFUSAL_GROUNDS];
  const refuses = ground !== null && (ERASURE_REFUSAL_GROUNDS as readonly string[]).includes(ground);
  return (
    <Question
      title={t('erasure.decide')}
      change={decide}
      onClose={onClose}
      disabled={ground === null}
      onSend={() =>
        ground ? decide.run({ ground, ...(note.trim() === '' ? {} : { note: note.trim() }) }) : undefined
      }
    >
      <Text>
        <ClientCode of={erasure.client} /> · {t('erasure.asked')} {dates.day(erasure.asked_on)}
      </Text>
      <Law view={view} />
      <Choice
        field="ground"
        label={t('erasure.ground')}
        value={ground}
        onChange={setGround}
        wide
        options={grounds.map((value) => ({
          value,
          label: t(`codes.erasure_ground.${value}`),
          hint: (ERASURE_REFUSAL_GROUNDS as readonly string[]).includes(value)
            ? t('erasure.refuses')
            : t('erasure.grants'),
        }))}
        error={decide.errorOf('ground')}
        required
      />
      <Writing
        field="note"
        label={t('erasure.note')}
        value={note}
        onChange={setNote}
        error={decide.errorOf('note')}
      />
      {ground === null ? null : (
        <Text>{refuses ? t('erasure.refuse_effect') : t('erasure.grant_effect')}</Text>
      )}
    </Question>
  );
}

/** Asked once more, by another person, before what cannot be undone. */
export function CarryOutDialog({ erasure, onClose }: { erasure: ErasureView; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const carryOut = useChange(
    (_: null, key) => carryErasureOut(erasure, key),
    async (done) => {
      onClose();
      await refresh();
      await navigate({ to: '/erasures/$reference', params: { reference: done.reference } });
    },
  );
  return (
    <Question
      title={t('erasure.carry_out')}
      change={carryOut}
      onClose={onClose}
      onSend={() => carryOut.run(null)}
      ending
    >
      <Text fw={600}>
        <ClientCode of={erasure.client} />
      </Text>
      {erasure.decision ? <Text>{t(`codes.erasure_ground.${erasure.decision.ground}`)}</Text> : null}
      <Text>{t('erasure.carry_out_effect')}</Text>
      <Text fw={600}>{t('erasure.for_good')}</Text>
    </Question>
  );
}

export function TakeBackDialog({ erasure, onClose }: { erasure: ErasureView; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const takeBack = useChange(
    (_: null, key) => takeErasureBack(erasure, key),
    async () => {
      onClose();
      await refresh();
    },
  );
  return (
    <Question
      title={t('erasure.take_back')}
      change={takeBack}
      onClose={onClose}
      onSend={() => takeBack.run(null)}
    >
      <Text>{t('erasure.take_back_effect')}</Text>
    </Question>
  );
}

export function HoldDialog({ client, onClose }: { client: string; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [ground, setGround] = useState<LegalHoldGround | null>(null);
  const [note, setNote] = useState('');
  const place = useChange(
    (body: { ground: LegalHoldGround; note?: string }, key) => placeHold(client, body, key),
    async () => {
      onClose();
      await refresh();
    },
  );
  return (
    <Question
      title={t('erasure.place_hold')}
      change={place}
      onClose={onClose}
      disabled={ground === null}
      onSend={() =>
        ground ? place.run({ ground, ...(note.trim() === '' ? {} : { note: note.trim() }) }) : undefined
      }
    >
      <Text>{t('erasure.hold_effect')}</Text>
      <Choice
        field="ground"
        label={t('erasure.hold_ground')}
        value={ground}
        onChange={setGround}
        options={LEGAL_HOLD_GROUNDS.map((value) => ({ value, label: t(`codes.hold_ground.${value}`) }))}
        error={place.errorOf('ground')}
        required
      />
      <Writing
        field="note"
        label={t('erasure.hold_note')}
        value={note}
        onChange={setNote}
        error={place.errorOf('note')}
      />
    </Question>
  );
}

export function LiftDialog({ hold, onClose }: { hold: LegalHoldView; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const lift = useChange(
    (_: null, key) => liftHold(hold.reference, key),
    async () => {
      onClose();
      await refresh();
    },
  );
  return (
    <Question title={t('erasure.lift_hold')} change={lift} onClose={onClose} onSend={() => lift.run(null)}>
      <Text>
        {t(`codes.hold_ground.${hold.ground}`)}
        {hold.note ? (
          <>
            {' '}
            · <Bdi>{hold.note}</Bdi>
          </>
        ) : null}
      </Text>
      <Text>{t('erasure.lift_effect')}</Text>
    </Question>
  );
}
