import { Alert, Anchor, Stack, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SPELL_OUTCOMES } from '#domain/charter/pathway.js';
import type { SpellOutcome, Stage } from '#domain/charter/pathway.js';
import type { ClientView, StageMoveRequest } from '#domain/wire/client.js';
import { moveStage } from '../api.js';
import { ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { useDates } from '../kit/dates.hook.js';
import { Choice } from '../kit/fields.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { useTerms } from '../kit/text.js';
import { clientKey } from './client.parts.js';

type Move = ClientView['moves'][number];

const OUTCOMES = Object.keys(SPELL_OUTCOMES) as SpellOutcome[];

/** Endings that fit the way the client goes: nobody who comes back for support has failed anything. */
function outcomesOf(move: Move | undefined, allMet: boolean): SpellOutcome[] {
  if (move?.direction === 'return') return ['stepped_up', 'moved_on_early'];
  return OUTCOMES.filter((outcome) => outcome !== 'stepped_up' && (outcome !== 'completed' || allMet));
}

export function MoveDialog({ client, onClose }: { client: ClientView; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog onClose={onClose} title={t('move.title')}>
      {client.moves.length === 0 ? (
        <Text mb="md">{t('move.nowhere')}</Text>
      ) : (
        <MoveForm client={client} onClose={onClose} />
      )}
      <PartnerStages client={client} />
    </Dialog>
  );
}

function useMove(client: ClientView, onDone: () => void) {
  const queries = useQueryClient();
  return useChange(
    (body: StageMoveRequest, key) => moveStage(client.client, body, client.version, key),
    async () => {
      await queries.invalidateQueries({ queryKey: clientKey(client.client) });
      onDone();
    },
  );
}

function MoveForm({ client, onClose }: { client: ClientView; onClose: () => void }) {
  const { t } = useTranslation();
  const terms = useTerms();
  const allMet = client.criteria.every(({ met }) => met);
  const [to, setTo] = useState<Stage | null>(
    client.moves.find(({ direction }) => direction === 'onward')?.to ?? null,
  );
  const move = client.moves.find((each) => each.to === to);
  const outcomes = outcomesOf(move, allMet);
  const [wanted, setWanted] = useState<SpellOutcome | null>(null);
  const outcome = wanted && outcomes.includes(wanted) ? wanted : (outcomes[0] ?? 'moved_on_as_planned');
  const [reason, setReason] = useState('');
  const needsReason = move?.direction === 'onward' && !allMet;
  const change = useMove(client, onClose);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (to)
          change.run({
            to,
            outcome,
            ...(needsReason && reason.trim() !== '' ? { override_reason: reason.trim() } : {}),
          });
      }}
    >
      <Stack>
        <ProblemAlert problem={change.problem} />
        <Choice
          field="to"
          label={t('move.to')}
          value={to}
          onChange={setTo}
          options={client.moves.map((each) => ({
            value: each.to,
            label: terms.stage(each.to),
            hint: t(`move.${each.direction}`),
          }))}
          error={change.errorOf('to')}
        />
        {move ? (
          <Choice
            field="outcome"
            label={t('move.outcome')}
            value={outcome}
            onChange={setWanted}
            options={outcomes.map((each) => ({ value: each, label: t(`codes.outcome.${each}`) }))}
            error={change.errorOf('outcome')}
          />
        ) : null}
        {needsReason ? (
          <Override
            client={client}
            reason={reason}
            onReason={setReason}
            error={change.errorOf('override_reason')}
          />
        ) : null}
        <DialogActions
          submit={t('move.submit')}
          onClose={onClose}
          pending={change.pending}
          disabled={to === null}
        />
      </Stack>
    </form>
  );
}

function Override(props: {
  client: ClientView;
  reason: string;
  onReason: (reason: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const terms = useTerms();
  const unmet = props.client.criteria.filter(({ met }) => !met);
  return (
    <Alert role="note" color="orange" variant="outline">
      <Text>{t('move.unmet')}</Text>
      <ul>
        {unmet.map(({ criterion }) => (
          <li key={criterion}>{terms.criterion(criterion)}</li>
        ))}
      </ul>
      <Textarea
        id={fieldId('override_reason')}
        label={t('move.reason')}
        {...OWN_DIRECTION}
        value={props.reason}
        onChange={(event) => props.onReason(event.currentTarget.value)}
        error={props.error}
      />
    </Alert>
  );
}

function PartnerStages({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const terms = useTerms();
  if (client.handoff_stages.length === 0) return null;
  return (
    <Text mt="md">
      {t('move.partner_only')} {dates.list(client.handoff_stages.map((stage) => terms.stage(stage)))}.{' '}
      <Anchor component={Link} to={`/clients/${client.client}/handoff`} underline="always">
        {t('client.send')}
      </Anchor>
    </Text>
  );
}
