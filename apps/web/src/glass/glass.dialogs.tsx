import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  BREAK_GLASS_FIELDS,
  EMERGENCY_REASONS,
  PLANNED_REASONS,
  type BreakGlassField,
  type EmergencyReason,
  type PlannedReason,
} from '#domain/charter/identity.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { BreakGlassRequest, EmergencyRequest } from '#domain/wire/identity.js';
import { askOpening, openCard } from '../api.identity.js';
import { Writing } from '../handoff/move.frame.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { LEFT_TO_RIGHT, fieldId } from '../kit/field.id.js';
import { Ticks } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { ClientCode, tidyCode } from '../kit/text.js';
import { ReasonChoice } from './reason.choice.js';

const MINUTES = '30';

/** Opens the whole card at once. Without a code it asks for the one on the card, and for the house that gave it out. */
export function EmergencyCardDialog({ code, onClose }: { code: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState<EmergencyReason | null>(null);
  const [typed, setTyped] = useState('');
  const [issuer, setIssuer] = useState('');
  const open = useChange(
    ({ client, ...body }: EmergencyRequest & { client: string }, key) => openCard(client, body, key),
    async ({ opening }) => {
      await queries.invalidateQueries({ queryKey: ['openings'] });
      await navigate({ to: '/openings/$opening', params: { opening } });
    },
  );
  const client = code ?? tidyCode(typed);
  return (
    <Dialog title={t('glass.emergency_title')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const house = issuer.trim().toUpperCase();
          if (reason && client !== '')
            open.run({ client, reason, ...(house === '' ? {} : { issuer: house }) });
        }}
      >
        <Stack>
          <ProblemAlert problem={open.problem} />
          {code === null ? (
            <CardFields
              typed={typed}
              onType={setTyped}
              issuer={issuer}
              onIssuer={setIssuer}
              errorOf={open.errorOf}
            />
          ) : (
            <Text>
              <ClientCode of={code} />
            </Text>
          )}
          <Text>{t('glass.emergency_effect')}</Text>
          <ReasonChoice
            label={t('glass.why')}
            reasons={EMERGENCY_REASONS}
            value={reason}
            onChange={setReason}
            error={open.errorOf('reason')}
          />
          <DialogActions
            submit={t('glass.emergency_submit')}
            onClose={onClose}
            pending={open.pending}
            disabled={reason === null || client === ''}
            ending
          />
        </Stack>
      </form>
    </Dialog>
  );
}

function CardFields(props: {
  typed: string;
  onType: (typed: string) => void;
  issuer: string;
  onIssuer: (issuer: string) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        id={fieldId('client')}
        label={t('glass.by_card_code')}
        placeholder="7K3M-9QXR-T4"
        {...LEFT_TO_RIGHT}
        autoComplete="off"
        spellCheck={false}
        value={props.typed}
        onChange={(event) => props.onType(event.currentTarget.value)}
        error={props.errorOf('client')}
      />
      <TextInput
        id={fieldId('issuer')}
        label={t('glass.by_card_issuer')}
        description={t('glass.by_card_issuer_hint')}
        {...LEFT_TO_RIGHT}
        autoComplete="off"
        spellCheck={false}
        value={props.issuer}
        onChange={(event) => props.onIssuer(event.currentTarget.value)}
        error={props.errorOf('issuer')}
      />
    </>
  );
}

/** Asks a second person: what, for how long, and why in words. */
export function AskOpeningDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [reason, setReason] = useState<PlannedReason | null>(null);
  const [fields, setFields] = useState<BreakGlassField[]>(['name']);
  const [words, setWords] = useState('');
  const [minutes, setMinutes] = useState(MINUTES);
  const [done, setDone] = useState(false);
  const ask = useChange(
    (body: BreakGlassRequest, key) => askOpening(code, body, key),
    async () => {
      setDone(true);
      await queries.invalidateQueries({ queryKey: ['openings'] });
    },
  );
  return (
    <Dialog title={t('glass.ask')} onClose={onClose}>
      {done ? (
        <Stack>
          <Text role="status">{t('glass.waits')}</Text>
          <Button onClick={onClose}>{t('app.close')}</Button>
        </Stack>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (reason) ask.run({ reason, words, fields, minutes: Number(minutes) });
          }}
        >
          <Stack>
            <ProblemAlert problem={ask.problem} />
            <Text>
              <ClientCode of={code} />
            </Text>
            <Text>{t('glass.ask_effect')}</Text>
            <ReasonChoice
              label={t('glass.reason')}
              reasons={PLANNED_REASONS}
              value={reason}
              onChange={setReason}
              error={ask.errorOf('reason')}
            />
            <FieldTicks value={fields} onChange={setFields} error={ask.errorOf('fields')} />
            <MinutesField value={minutes} onChange={setMinutes} error={ask.errorOf('minutes')} />
            <Writing
              field="words"
              label={t('glass.words')}
              description={t('glass.words_hint', { min: `${LIMITS.planned_words_characters_min}` })}
              value={words}
              onChange={setWords}
              error={ask.errorOf('words')}
            />
            <DialogActions
              submit={t('glass.ask_submit')}
              onClose={onClose}
              pending={ask.pending}
              disabled={reason === null || fields.length === 0}
            />
          </Stack>
        </form>
      )}
    </Dialog>
  );
}

/** What is opened; unless all are offered, only those of a request. */
export function FieldTicks(props: {
  value: readonly BreakGlassField[];
  onChange: (fields: BreakGlassField[]) => void;
  offered?: readonly BreakGlassField[];
  error: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Ticks
      field="fields"
      label={t('glass.fields')}
      value={props.value}
      onChange={props.onChange}
      options={(props.offered ?? BREAK_GLASS_FIELDS).map((value) => ({
        value,
        label: t(`codes.break_glass_field.${value}`),
      }))}
      error={props.error}
    />
  );
}

export function MinutesField(props: {
  value: string;
  onChange: (minutes: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <TextInput
      id={fieldId('minutes')}
      label={t('glass.minutes')}
      inputMode="numeric"
      autoComplete="off"
      {...LEFT_TO_RIGHT}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
    />
  );
}
