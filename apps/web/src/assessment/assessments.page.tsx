import '../care.css';
import { Alert, Badge, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentMoment } from '#domain/charter/assessment.js';
import type { AssessmentView, DueView, InstrumentSummary } from '#domain/wire/assessment.js';
import { listAssessments, listDue, listInstruments } from '../api.assessments.js';
import { currentLanguage } from '../i18n.js';
import { asProblem } from '../kit/change.hook.js';
import { DataList } from '../kit/data.list.js';
import { usePaged } from '../kit/paged.hook.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { FailedState, Loaded, Waiting } from '../kit/states.js';
import { ClientCode, Due, Instant, isolated, tidyCode } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { assessmentsKey, instrumentsKey } from './assessment.keys.js';
import { FormName, LevelBadge, ScoreLine } from './score.words.js';
import { Trends } from './trends.section.js';

/** A client's assessments: what waits for somebody, what is due, one to take, how the scores moved, and everything there is. */
export function AssessmentsPage() {
  const { t } = useTranslation();
  const { code: typed } = useParams({ strict: false });
  const code = tidyCode(typed ?? '');
  const forms = useQuery({ queryKey: instrumentsKey, queryFn: listInstruments });
  const history = usePaged([...assessmentsKey(code), 'list'], (cursor) =>
    listAssessments(code, undefined, cursor),
  );
  return (
    <Page
      title={t('assess.title')}
      actions={
        <Button component={Link} to={`/clients/${code}`} variant="default">
          {t('assess.to_client')}
        </Button>
      }
    >
      <Text>
        {t('assess.client')} <ClientCode of={code} />
      </Text>
      <Loaded query={forms}>
        {(all) => (
          <Stack gap="lg">
            <WaitingForClinician code={code} items={history.items ?? []} forms={all} />
            <DueSection code={code} forms={all} />
            <TakeAnother code={code} forms={all} />
            <Trends code={code} forms={all} taken={history.items ?? []} />
            <History code={code} forms={all} history={history} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

interface PartProps {
  readonly code: string;
  readonly forms: readonly InstrumentSummary[];
}

/** A high risk that no clinician has looked at stands above everything. */
function WaitingForClinician({ code, items, forms }: PartProps & { items: readonly AssessmentView[] }) {
  const { t } = useTranslation();
  const waiting = items.filter(
    ({ sign_off, voided_at, corrected_by }) => sign_off === 'needed' && !voided_at && !corrected_by,
  );
  if (waiting.length === 0) return null;
  return (
    <Alert
      color="red"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('assess.waiting_title')}
    >
      <Text>{t('assess.waiting_words')}</Text>
      {waiting.map((one) => (
        <Text key={one.id} mt="xs">
          <Link
            to="/clients/$code/assessments/$assessment"
            params={{ code, assessment: one.id }}
            className="row-link"
          >
            <FormName of={forms} id={one.instrument} /> · <Instant at={one.taken_at} />
          </Link>
        </Text>
      ))}
    </Alert>
  );
}

const take = (code: string, instrument: string, moment: AssessmentMoment): string =>
  `/clients/${code}/assessments/take?instrument=${instrument}&moment=${moment}`;

/** What is due and overdue, the most urgent first; what comes later is told and not asked for. */
function DueSection({ code, forms }: PartProps) {
  const { t } = useTranslation();
  const may = useMay();
  const query = useQuery({ queryKey: [...assessmentsKey(code), 'due'], queryFn: () => listDue(code) });
  const canTake = may('assessment.record');
  return (
    <Section title={t('assess.due')}>
      <Loaded query={query}>
        {(due) =>
          due.length === 0 ? (
            <Text>{t('assess.due_none')}</Text>
          ) : (
            <DataList<DueView>
              label={t('assess.due')}
              rows={due}
              keyOf={(row) => `${row.instrument} ${row.due_at}`}
              markOf={({ state }) => (state === 'overdue' ? 'late' : undefined)}
              columns={[
                {
                  id: 'instrument',
                  head: t('assess.instrument'),
                  cell: (row) => <FormName of={forms} id={row.instrument} />,
                },
                { id: 'why', head: t('assess.why'), cell: (row) => t(`codes.due_reason.${row.reason}`) },
                {
                  id: 'when',
                  head: t('assess.when'),
                  cell: (row) =>
                    row.state === 'later' ? (
                      <Text size="sm">
                        {t('assess.later')} · <Instant at={row.opens_at} />
                      </Text>
                    ) : (
                      <Due at={row.due_at} overdue={row.state === 'overdue'} />
                    ),
                },
                {
                  id: 'take',
                  head: '',
                  unseenHead: t('assess.take'),
                  width: 'max-content',
                  cell: (row) =>
                    canTake ? (
                      <Button
                        component={Link}
                        to={take(code, row.instrument, row.moment)}
                        variant={row.state === 'later' ? 'default' : 'filled'}
                        size="compact-md"
                        leftSection={row.state === 'overdue' ? <IconClock size={16} aria-hidden /> : null}
                      >
                        {t('assess.take_this')}
                      </Button>
                    ) : null,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

/** Any form the region allows, whether it is due or not. */
function TakeAnother({ code, forms }: PartProps) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState('');
  const language = currentLanguage();
  const offered = new Map(
    forms.filter(({ allowed, retired_on }) => allowed && retired_on === null).map((one) => [one.id, one]),
  );
  if (!may('assessment.record')) return null;
  return (
    <Section title={t('assess.take')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== '')
            void navigate({
              to: '/clients/$code/assessments/take',
              params: { code },
              search: { instrument: chosen, moment: 'on_concern' },
            });
        }}
      >
        <Group align="flex-end">
          <NativeSelect
            label={t('assess.instrument')}
            value={chosen}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            data={[
              { value: '', label: '—' },
              ...[...offered.values()].map((one) => ({
                value: one.id,
                label: `${isolated(one.names[language])} · ${isolated(one.about[language])}`,
              })),
            ]}
          />
          <Button type="submit" variant="default" disabled={chosen === ''}>
            {t('assess.take_this')}
          </Button>
        </Group>
      </form>
    </Section>
  );
}

function History(props: PartProps & { history: ReturnType<typeof usePaged<AssessmentView>> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { code, forms, history } = props;
  const { query, items } = history;
  const open = ({ id }: AssessmentView): void =>
    void navigate({ to: '/clients/$code/assessments/$assessment', params: { code, assessment: id } });
  return (
    <Section title={t('assess.history')}>
      {query.error && !asProblem(query.error).signedOut ? (
        <FailedState problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {!items && !query.error ? <Waiting /> : null}
      {items?.length === 0 ? <Text>{t('assess.history_none')}</Text> : null}
      {items && items.length > 0 ? (
        <DataList<AssessmentView>
          label={t('assess.history')}
          rows={items}
          keyOf={({ id }) => id}
          onOpen={open}
          more={
            query.hasNextPage
              ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
              : null
          }
          columns={[
            {
              id: 'instrument',
              head: t('assess.instrument'),
              cell: (row) => (
                <Link
                  to="/clients/$code/assessments/$assessment"
                  params={{ code, assessment: row.id }}
                  className="row-link"
                >
                  <FormName of={forms} id={row.instrument} />
                </Link>
              ),
            },
            {
              id: 'taken',
              head: t('assess.taken'),
              cell: (row) => (
                <>
                  <Instant at={row.taken_at} />
                  <Text size="sm" c="dimmed">
                    {t(`codes.assessment_moment.${row.moment}`)}
                  </Text>
                </>
              ),
            },
            {
              id: 'result',
              head: t('assess.result'),
              width: 'minmax(0, 2fr)',
              cell: (row) => <Outcome of={row} />,
            },
          ]}
        />
      ) : null}
    </Section>
  );
}

const SHOWN_SCORES = 3;

/** The result in a line or two; what does not count is told by a word, not by its colour. */
function Outcome({ of }: { of: AssessmentView }) {
  const { t } = useTranslation();
  return (
    <Stack gap={4} align="flex-start">
      {of.voided_at ? <Badge variant="default">{t('assess.void_mark')}</Badge> : null}
      {of.corrected_by ? <Badge variant="default">{t('assess.corrected_mark')}</Badge> : null}
      {of.level ? <LevelBadge level={of.level} /> : null}
      {of.scores
        .filter(({ value }) => value !== null)
        .slice(0, SHOWN_SCORES)
        .map((score) => (
          <ScoreLine key={score.score} score={score} named={of.scores.length > 1} />
        ))}
      {of.sign_off === 'needed' && !of.voided_at && !of.corrected_by ? (
        <Text size="sm" fw={600}>
          {t('assess.waits_for_clinician')}
        </Text>
      ) : null}
      {of.sign_off === 'done' ? <Text size="sm">{t('assess.signed_off_mark')}</Text> : null}
      {of.unofficial ? (
        <Text size="sm" c="dimmed">
          {t('assess.unofficial')}
        </Text>
      ) : null}
    </Stack>
  );
}
