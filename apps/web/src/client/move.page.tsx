import '../clinic.css';
import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconArrowRight, IconInfoCircle, IconSend } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoveOutcome, Stage } from '#domain/charter/pathway.js';
import type { ClientView, StageMoveRequest } from '#domain/wire/client.js';
import { ClientBanner } from '../kit/client.banner.js';
import type { Change } from '../kit/change.hook.js';
import { CriteriaList } from '../kit/criteria.list.js';
import { Choice, FieldBlock } from '../kit/fields.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { KeptFrame, KeptLine, useKeptForm } from '../kit/kept.form.js';
import { Page } from '../kit/page.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { useTerms } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { clientKey, useClient } from './client.parts.js';
import { outcomesOf, useMove } from './move.hook.js';
import { MoveEffects } from './move.effects.js';

/** From one stage to the next, or back: where to, what must be true, how this one ended, and what follows from it. */
export function MovePage() {
  const { t } = useTranslation();
  const { code, query } = useClient();
  return (
    <Page
      title={t('move.title')}
      actions={
        <Button component={Link} to={`/clients/${code}`} variant="default">
          {t('passage.back')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(client) => (
          <Stack gap="lg">
            <ClientBanner client={client} />
            <MoveForm client={client} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

interface MoveDraft {
  readonly to: Stage | null;
  readonly wanted: MoveOutcome | null;
  readonly reason: string;
}

/** Where to, how it ended and why, kept while it is written; the likeliest is filled in. */
function useMoveForm(client: ClientView) {
  const allMet = client.criteria.every(({ met }) => met);
  const [draft, setDraft] = useState<MoveDraft>(() => ({
    to: client.moves.find(({ direction }) => direction === 'onward')?.to ?? null,
    wanted: null,
    reason: '',
  }));
  const { to, wanted, reason } = draft;
  const change = (part: Partial<MoveDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const kept = useKeptForm<MoveDraft>(`client/${client.client}/move`, draft, {
    version: client.version,
    onContinue: setDraft,
  });
  const step = client.moves.find((each) => each.to === to);
  const outcomes = outcomesOf(step, allMet);
  const outcome = wanted && outcomes.includes(wanted) ? wanted : (outcomes[0] ?? 'moved_on_as_planned');
  const needsReason = step?.direction === 'onward' && !allMet;
  const move = useMove(client, kept.done);
  const submit = (): void => {
    if (to === null) return;
    const said = needsReason && reason.trim() !== '' ? { override_reason: reason.trim() } : {};
    move.run({ to, outcome, ...said });
  };
  return { draft, change, kept, step, outcomes, outcome, needsReason, move, submit };
}

function MoveForm({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const { draft, change, kept, step, outcomes, outcome, needsReason, move, submit } = useMoveForm(client);
  const { to, reason } = draft;
  return (
    <KeptFrame kept={kept}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="lg">
          <MoveProblem client={client} move={move} />
          <WhereTo client={client} to={to} onTo={(next) => change({ to: next })} error={move.errorOf('to')} />
          <WhatFirst client={client} isReturn={step?.direction === 'return'} />
          {step ? (
            <>
              {needsReason ? (
                <Override
                  reason={reason}
                  onReason={(said) => change({ reason: said })}
                  error={move.errorOf('override_reason')}
                />
              ) : null}
              <FieldBlock legend={t('move.outcome')}>
                <Choice
                  field="outcome"
                  label={t('move.outcome')}
                  unseenLabel
                  value={outcome}
                  onChange={(next) => change({ wanted: next })}
                  options={outcomes.map((each) => ({ value: each, label: t(`codes.outcome.${each}`) }))}
                  error={move.errorOf('outcome')}
                />
              </FieldBlock>
              <MoveEffects client={client} to={step.to} outcome={outcome} isOverride={needsReason} />
            </>
          ) : null}
          {client.moves.length > 0 ? (
            <Group>
              <Button
                type="submit"
                size="lg"
                loading={move.pending}
                disabled={to === null}
                leftSection={<IconArrowRight size={20} aria-hidden className="mirrored" />}
              >
                {t('move.submit')}
              </Button>
              <KeptLine kept={kept} />
            </Group>
          ) : null}
        </Stack>
      </form>
    </KeptFrame>
  );
}

/** What was refused; where somebody has changed the client meanwhile, the way to see it. */
function MoveProblem({ client, move }: { client: ClientView; move: Change<StageMoveRequest> }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return (
    <ProblemAlert problem={move.problem}>
      {move.problem?.code === 'version.stale' ? (
        <Button
          mt="sm"
          variant="default"
          onClick={() => {
            void queries.invalidateQueries({ queryKey: clientKey(client.client) });
            move.reset();
          }}
        >
          {t('problem.reload')}
        </Button>
      ) : null}
    </ProblemAlert>
  );
}

/** Forwards and backwards stand beside each other, with the same weight. */
function WhereTo(props: {
  client: ClientView;
  to: Stage | null;
  onTo: (to: Stage) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const terms = useTerms();
  const { client, to, onTo, error } = props;
  return (
    <FieldBlock legend={t('move.to')}>
      {client.moves.length === 0 ? (
        <Text>{t('move.nowhere')}</Text>
      ) : (
        <Choice
          field="to"
          label={t('move.to')}
          unseenLabel
          value={to}
          onChange={onTo}
          options={client.moves.map((each) => ({
            value: each.to,
            label: terms.stage(each.to),
            hint: t(`move.${each.direction}`),
          }))}
          error={error}
        />
      )}
      <PartnerStages client={client} />
      <Text size="sm" c="dimmed">
        {t('passage.whole_road')}
      </Text>
    </FieldBlock>
  );
}

function WhatFirst({ client, isReturn }: { client: ClientView; isReturn: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const met = client.criteria.filter((each) => each.met).length;
  return (
    <FieldBlock legend={t('passage.criteria')}>
      {isReturn ? <Text>{t('passage.not_asked')}</Text> : null}
      {client.criteria.length === 0 && !isReturn ? <Text>{t('client.no_criteria')}</Text> : null}
      {client.criteria.length > 0 && !isReturn ? (
        <>
          <Text fw={600}>
            {t('passage.met_of', { met: String(met), all: String(client.criteria.length) })}
          </Text>
          <CriteriaList
            label={t('client.criteria')}
            criteria={client.criteria}
            stage={client.record?.stage ?? null}
            onField={(form, field) =>
              void navigate({
                to: '/clients/$code',
                params: { code: client.client },
                search: { form, field },
              })
            }
          />
        </>
      ) : null}
    </FieldBlock>
  );
}

function Override(props: { reason: string; onReason: (reason: string) => void; error: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Alert role="note" color="orange" variant="outline" icon={<IconInfoCircle aria-hidden />}>
      <Stack gap="sm">
        <Text>{t('move.unmet')}</Text>
        <Textarea
          id={fieldId('override_reason')}
          label={t('move.reason')}
          {...OWN_DIRECTION}
          value={props.reason}
          onChange={(event) => props.onReason(event.currentTarget.value)}
          error={props.error}
        />
      </Stack>
    </Alert>
  );
}

/** Stages that the own house does not have: the way there is a request, begun with one tap. */
function PartnerStages({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  const may = useMay();
  if (client.handoff_stages.length === 0 || !may('handoff.send')) return null;
  return (
    <div>
      <Text fw={600} mb={6}>
        {t('passage.partners')}
      </Text>
      <Group gap="sm">
        {client.handoff_stages.map((stage) => (
          <Button
            key={stage}
            component={Link}
            to={`/clients/${client.client}/handoff?stage=${stage}`}
            variant="default"
            leftSection={<IconSend size={18} aria-hidden className="mirrored" />}
          >
            {t('passage.ask_partner', { stage: terms.stage(stage) })}
          </Button>
        ))}
      </Group>
    </div>
  );
}
