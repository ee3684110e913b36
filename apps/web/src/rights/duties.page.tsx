import { Badge, Button, Group, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ACCESS_ANSWERS,
  BREACH_KINDS,
  BREACH_RISKS,
  CORRECTION_DECISIONS,
  PERMIT_KINDS,
  type AccessAnswer,
  type BreachKind,
  type BreachRisk,
  type CorrectionDecision,
  type PermitKind,
} from '#domain/charter/rights.js';
import type { AccessRequestView, BreachView, CorrectionView } from '#domain/wire/rights.js';
import {
  answerAccess,
  decideCorrection,
  endBreach,
  listAccess,
  listBreaches,
  listCorrections,
  notifyBreach,
  proposeErasure,
  readPermits,
  readRetention,
  recordBreach,
  recordPermit,
} from '../api.rights.js';
import { useChange } from '../kit/change.hook.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, Code, Due, Instant } from '../kit/text.js';
import { PagedPart } from '../privacy/paged.part.js';
import { useMay } from '../session/session.context.js';
import { DeedDialog } from './deed.dialog.js';

/** Duties of the house that run on a clock: what clients asked for, breaches, permits, and records whose time is over. */
export function DutiesPage() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Page title={t('app.duties')}>
      {may('rights.list') ? <Corrections /> : null}
      {may('rights.list') ? <AccessRequests /> : null}
      {may('breach.list') ? <Breaches /> : null}
      {may('permit.list') ? <Permits /> : null}
      {may('retention.list') ? <Retention /> : null}
    </Page>
  );
}

function Corrections() {
  const { t } = useTranslation();
  const may = useMay();
  const [decided, setDecided] = useState<CorrectionView | null>(null);
  const { query, items } = usePaged(['corrections'], listCorrections);
  return (
    <Section title={t('rights.corrections')}>
      <PagedPart
        query={query}
        items={items}
        label={t('rights.corrections')}
        keyOf={({ correction }) => correction}
        empty={{ title: t('rights.nothing'), words: t('rights.nothing_words') }}
        columns={[
          {
            id: 'client',
            head: t('rights.client'),
            width: '8rem',
            cell: ({ client }) => <Code>{client}</Code>,
          },
          {
            id: 'field',
            head: t('rights.field'),
            width: 'minmax(0, 2fr)',
            cell: (row) => (
              <>
                {t(`codes.correction_field.${row.field}`)}
                <Text size="sm">
                  <Bdi>{row.says}</Bdi> → <Bdi>{row.should_say}</Bdi>
                </Text>
              </>
            ),
          },
          {
            id: 'state',
            head: t('rights.state'),
            cell: (row) => (
              <>
                <Badge variant="outline" className="wrapping">
                  {t(`codes.correction_state.${row.state}`)}
                </Badge>
                {row.decision ? null : <Due at={row.decide_due_at} />}
                {!row.decision && !row.mine && may('correction.decide') ? (
                  <Button size="compact-md" onClick={() => setDecided(row)}>
                    {t('rights.decide')}
                  </Button>
                ) : null}
              </>
            ),
          },
        ]}
      />
      {decided ? (
        <DeedDialog
          title={t('rights.decide')}
          effect={t('rights.correction_effect')}
          submit={t('rights.decide')}
          again={['corrections']}
          fields={[
            {
              name: 'decision',
              label: t('rights.outcome'),
              kind: 'choice',
              options: CORRECTION_DECISIONS.map((value) => ({
                value,
                label: t(`codes.correction_decision.${value}`),
              })),
            },
            { name: 'reason', label: t('rights.reason'), kind: 'words' },
          ]}
          run={(values, key) =>
            decideCorrection(
              decided,
              { decision: values['decision'] as CorrectionDecision, reason: values['reason'] ?? '' },
              key,
            )
          }
          onClose={() => setDecided(null)}
        />
      ) : null}
    </Section>
  );
}

function AccessRequests() {
  const { t } = useTranslation();
  const may = useMay();
  const [answered, setAnswered] = useState<AccessRequestView | null>(null);
  const { query, items } = usePaged(['access-requests'], listAccess);
  return (
    <Section title={t('rights.access')}>
      <PagedPart
        query={query}
        items={items}
        label={t('rights.access')}
        keyOf={({ request }) => request}
        empty={{ title: t('rights.nothing'), words: t('rights.nothing_words') }}
        columns={[
          {
            id: 'client',
            head: t('rights.client'),
            width: '8rem',
            cell: ({ client }) => <Code>{client}</Code>,
          },
          { id: 'form', head: t('rights.form'), cell: ({ form }) => t(`codes.access_form.${form}`) },
          {
            id: 'state',
            head: t('rights.state'),
            cell: (row) =>
              row.answer ? (
                t(`codes.access_answer.${row.answer}`)
              ) : (
                <Group gap="xs">
                  <Due at={row.answer_due_at} />
                  {may('access.answer') ? (
                    <Button size="compact-md" onClick={() => setAnswered(row)}>
                      {t('rights.answer')}
                    </Button>
                  ) : null}
                </Group>
              ),
          },
        ]}
      />
      {answered ? (
        <DeedDialog
          title={t('rights.answer')}
          submit={t('rights.save')}
          again={['access-requests']}
          fields={[
            {
              name: 'answer',
              label: t('rights.outcome'),
              kind: 'choice',
              options: ACCESS_ANSWERS.map((value) => ({ value, label: t(`codes.access_answer.${value}`) })),
            },
            { name: 'reason', label: t('rights.reason'), kind: 'words', optional: true },
          ]}
          run={(values, key) =>
            answerAccess(
              answered,
              { answer: values['answer'] as AccessAnswer, reason: values['reason']?.trim() || null },
              key,
            )
          }
          onClose={() => setAnswered(null)}
        />
      ) : null}
    </Section>
  );
}

function Breaches() {
  const { t } = useTranslation();
  const may = useMay();
  const [recording, setRecording] = useState(false);
  const { query, items } = usePaged(['breaches'], listBreaches);
  return (
    <Section title={t('rights.breaches')}>
      {may('breach.record') ? (
        <Button variant="default" onClick={() => setRecording(true)}>
          {t('rights.breach_record')}
        </Button>
      ) : null}
      <PagedPart
        query={query}
        items={items}
        label={t('rights.breaches')}
        keyOf={({ breach }) => breach}
        empty={{ title: t('rights.nothing'), words: t('rights.nothing_words') }}
        columns={[
          {
            id: 'what',
            head: t('rights.what'),
            width: 'minmax(0, 2fr)',
            cell: (row) => (
              <>
                {t(`codes.breach_kind.${row.kind}`)}
                <Text size="sm">
                  <Bdi>{row.words}</Bdi>
                </Text>
              </>
            ),
          },
          { id: 'found', head: t('rights.detected'), cell: ({ detected_at: at }) => <Instant at={at} /> },
          { id: 'state', head: t('rights.state'), cell: (row) => <BreachState breach={row} /> },
        ]}
      />
      {recording ? <BreachDialog onClose={() => setRecording(false)} /> : null}
    </Section>
  );
}

/** How long there is to tell the authority, and what comes next. */
function BreachState({ breach }: { breach: BreachView }) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const [telling, setTelling] = useState(false);
  const end = useChange(
    (what: 'tell-clients' | 'close', key) => endBreach(breach, what, key),
    () => queries.invalidateQueries({ queryKey: ['breaches'] }),
  );
  return (
    <>
      <Badge variant="outline" className="wrapping">
        {t(`codes.breach_state.${breach.state}`)}
      </Badge>
      {breach.state === 'open' ? <Due at={breach.notify_due_at} /> : null}
      <ProblemAlert problem={end.problem} />
      {may('breach.notify') && breach.state !== 'closed' ? (
        <Group gap="xs">
          {breach.state === 'open' ? (
            <Button size="compact-md" onClick={() => setTelling(true)}>
              {t('rights.notify')}
            </Button>
          ) : null}
          {breach.clients_told_at ? null : (
            <Button size="compact-md" variant="default" onClick={() => end.run('tell-clients')}>
              {t('rights.tell_clients')}
            </Button>
          )}
          {breach.state === 'notified' ? (
            <Button size="compact-md" variant="default" onClick={() => end.run('close')}>
              {t('rights.close')}
            </Button>
          ) : null}
        </Group>
      ) : null}
      {telling ? (
        <DeedDialog
          title={t('rights.notify')}
          effect={t('rights.notify_effect')}
          submit={t('rights.save')}
          again={['breaches']}
          fields={[
            {
              name: 'authority_reference',
              label: t('rights.authority_reference'),
              kind: 'line',
              optional: true,
            },
            { name: 'reason', label: t('rights.why_not'), kind: 'words', optional: true },
          ]}
          run={(values, key) =>
            notifyBreach(
              breach,
              {
                authority_reference: values['authority_reference']?.trim() || null,
                reason: values['reason']?.trim() || null,
              },
              key,
            )
          }
          onClose={() => setTelling(false)}
        />
      ) : null}
    </>
  );
}

function BreachDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DeedDialog
      title={t('rights.breach_record')}
      effect={t('rights.breach_effect')}
      submit={t('rights.save')}
      again={['breaches']}
      fields={[
        {
          name: 'kind',
          label: t('rights.what'),
          kind: 'choice',
          options: BREACH_KINDS.map((value) => ({ value, label: t(`codes.breach_kind.${value}`) })),
        },
        {
          name: 'risk',
          label: t('rights.risk'),
          kind: 'choice',
          options: BREACH_RISKS.map((value) => ({ value, label: t(`codes.breach_risk.${value}`) })),
        },
        { name: 'people', label: t('rights.people'), kind: 'line', start: '1' },
        { name: 'detected_on', label: t('rights.detected'), kind: 'day' },
        { name: 'words', label: t('rights.words'), kind: 'words' },
        { name: 'clients', label: t('rights.clients'), kind: 'line', optional: true },
      ]}
      run={(values, key) =>
        recordBreach(
          {
            kind: values['kind'] as BreachKind,
            risk: values['risk'] as BreachRisk,
            people: Number(values['people']),
            // Of a day nobody knows the hour: the clock runs from its beginning.
            detected_at: `${values['detected_on']}T00:00:00Z`,
            words: values['words'] ?? '',
            clients: (values['clients'] ?? '').split(/[\s,;،]+/).filter((code) => code !== ''),
          },
          key,
        )
      }
      onClose={onClose}
    />
  );
}

function Permits() {
  const { t } = useTranslation();
  const may = useMay();
  const [recording, setRecording] = useState(false);
  const read = useQuery({ queryKey: ['permits'], queryFn: readPermits });
  return (
    <Section title={t('rights.permits')}>
      {read.data?.refusing ? <Text role="alert">{t('rights.refusing')}</Text> : null}
      {read.data?.items.map((permit) => (
        <div key={permit.permit} className="object">
          <Text fw={600}>
            {t(`codes.permit_kind.${permit.kind}`)} · <Bdi>{permit.number}</Bdi>
          </Text>
          <Text size="sm">
            <Bdi>{permit.authority}</Bdi> · {t('rights.valid_until')} <Bdi>{permit.valid_until_on}</Bdi> ·{' '}
            {t(`rights.standing.${permit.standing}`)}
          </Text>
        </div>
      ))}
      {may('permit.record') ? (
        <Button variant="default" onClick={() => setRecording(true)}>
          {t('rights.permit_record')}
        </Button>
      ) : null}
      {recording ? (
        <DeedDialog
          title={t('rights.permit_record')}
          submit={t('rights.save')}
          again={['permits']}
          fields={[
            {
              name: 'kind',
              label: t('rights.what'),
              kind: 'choice',
              options: PERMIT_KINDS.map((value) => ({ value, label: t(`codes.permit_kind.${value}`) })),
            },
            { name: 'number', label: t('rights.number'), kind: 'line' },
            { name: 'authority', label: t('rights.authority'), kind: 'line' },
            { name: 'valid_from_on', label: t('rights.valid_from'), kind: 'day' },
            { name: 'valid_until_on', label: t('rights.valid_until'), kind: 'day' },
          ]}
          run={(values, key) =>
            recordPermit(
              {
                kind: values['kind'] as PermitKind,
                number: values['number'] ?? '',
                authority: values['authority'] ?? '',
                valid_from_on: values['valid_from_on'] ?? '',
                valid_until_on: values['valid_until_on'] ?? '',
              },
              key,
            )
          }
          onClose={() => setRecording(false)}
        />
      ) : null}
    </Section>
  );
}

function Retention() {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const read = useQuery({ queryKey: ['retention'], queryFn: readRetention });
  const propose = useChange(
    (client: string, key) => proposeErasure(client, key),
    () => queries.invalidateQueries({ queryKey: ['retention'] }),
  );
  return (
    <Section title={t('rights.retention')}>
      <Text>{t('rights.retention_words')}</Text>
      <ProblemAlert problem={propose.problem} />
      {read.data?.items.map((due) => (
        <Group key={due.client} className="object">
          <Code>{due.client}</Code>
          <Text size="sm">
            {t('rights.kept_until')} <Bdi>{due.kept_until_on}</Bdi>
          </Text>
          {may('retention.propose') ? (
            <Button size="compact-md" variant="default" onClick={() => propose.run(due.client)}>
              {t('rights.propose')}
            </Button>
          ) : null}
        </Group>
      ))}
    </Section>
  );
}
