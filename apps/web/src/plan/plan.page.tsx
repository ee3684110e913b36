import '../care.css';
import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ClientPlans, PlanView } from '#domain/wire/plan.js';
import { readPlans } from '../api.plans.js';
import { useDates } from '../kit/dates.hook.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { EmptyState, Loaded } from '../kit/states.js';
import { ClientCode, Label, tidyCode } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { GoalEntry } from './goal.entry.js';
import { plansKey } from './plan.hook.js';
import { PlanStanding } from './plan.standing.js';
import { WriteGoal } from './write.goal.js';

/** The plan of a client: what they want in their own words, the steps towards it, and when it is looked at together again. */
export function PlanPage() {
  const { t } = useTranslation();
  const { code: typed } = useParams({ strict: false });
  const code = tidyCode(typed ?? '');
  const query = useQuery({ queryKey: plansKey(code), queryFn: () => readPlans(code) });
  return (
    <Page
      title={t('plan.title')}
      actions={
        <Button component={Link} to={`/clients/${code}`} variant="default">
          {t('plan.to_client')}
        </Button>
      }
    >
      <Text>
        {t('plan.client')} <ClientCode of={code} />
      </Text>
      <Loaded query={query}>{(plans) => <Plans code={code} plans={plans} />}</Loaded>
    </Page>
  );
}

function Plans({ code, plans: { plans, ...rest } }: { code: string; plans: ClientPlans }) {
  const { t } = useTranslation();
  const may = useMay();
  const own = plans.find((plan) => plan.own);
  const writes = rest.writes && may('plan.goal');
  return (
    <Stack gap="lg">
      {own ? <PlanStanding code={code} plan={own} writes={writes} until={rest.review_until_on} /> : null}
      {own ? <Goals code={code} plan={own} writes={writes} /> : null}
      {own ? null : <EmptyState title={t('plan.none')}>{t('plan.none_words')}</EmptyState>}
      {writes ? <WriteGoal code={code} /> : null}
      {plans
        .filter((plan) => !plan.own)
        .map((plan, place) => (
          // The plans of other houses have no name of their own; their order stays while the page stands.
          <OfOthers key={`${plan.began_on} ${place}`} code={code} plan={plan} />
        ))}
    </Stack>
  );
}

function Goals({ code, plan, writes }: { code: string; plan: PlanView; writes: boolean }) {
  const open = plan.goals.filter(({ state }) => state === 'open');
  const settled = plan.goals.filter(({ state }) => state !== 'open');
  return (
    <Stack gap="md">
      {[...open, ...settled].map((goal, place) => (
        <GoalEntry key={goal.goal ?? place} code={code} goal={goal} writes={writes} />
      ))}
    </Stack>
  );
}

/** What another house agreed with the client, as far as the client opened it: to be read and not changed. */
function OfOthers({ code, plan }: { code: string; plan: PlanView }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <Section title={t('plan.of_others')}>
      <Stack gap="md">
        <Text>
          <Label of={plan.organisation} /> · {t('plan.since')} {dates.day(plan.began_on)}
        </Text>
        <Goals code={code} plan={plan} writes={false} />
      </Stack>
    </Section>
  );
}
