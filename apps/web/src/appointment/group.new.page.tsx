import '../care.css';
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GROUP_KINDS, type GroupKind } from '#domain/charter/contact.js';
import type { GroupPlanRequest } from '#domain/wire/contact.js';
import { planGroup } from '../api.appointments.js';
import { useChange } from '../kit/change.hook.js';
import { ColleagueSelect } from '../kit/colleague.select.js';
import { useDates } from '../kit/dates.hook.js';
import { Choice } from '../kit/fields.js';
import { LEFT_TO_RIGHT, fieldId } from '../kit/field.id.js';
import { say } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ProblemAlert } from '../kit/states.js';
import { tidyCode } from '../kit/text.js';
import { nextWorkingMorning } from '../kit/time.js';
import { useSession } from '../session/session.context.js';
import { useFresh } from './fresh.hook.js';
import { HourFields, spanOf, type Hour } from './hour.fields.js';

interface Draft {
  readonly kind: GroupKind;
  readonly hour: Hour;
  readonly with: string;
  /** Codes as they were typed or pasted, one line each. */
  readonly codes: string;
}

const USUAL_MINUTES = 90;
const ROWS = 6;

const codesOf = (typed: string): string[] =>
  typed
    .split(/[\s,;،]+/)
    .map(tidyCode)
    .filter((code) => code !== '');

/** What is planned, as it is written; once it is, its list is opened. */
function useGroupPlan() {
  const { t } = useTranslation();
  const { zone } = useDates();
  const { organisation, colleague: me } = useSession();
  const navigate = useNavigate();
  const fresh = useFresh();
  const [draft, setDraft] = useState<Draft>(() => ({
    kind: 'therapy',
    hour: { at: nextWorkingMorning(new Date(), zone, organisation.jurisdiction), minutes: USUAL_MINUTES },
    with: me ?? '',
    codes: '',
  }));
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const plan = useChange(
    ({ kind, hour, with: colleague, codes }: Draft, key) => {
      const wanted: GroupPlanRequest = {
        kind,
        ...spanOf(hour, zone),
        with: colleague === '' ? null : colleague,
        clients: codesOf(codes),
      };
      return planGroup(wanted, key);
    },
    async ({ group }) => {
      await fresh();
      say(t('app.saved'));
      await navigate({ to: '/groups/$group', params: { group } });
    },
  );
  return { draft, change, plan };
}

/** A group with its list: everybody on it, or none and the reason for each who cannot be. Mutual aid keeps no list and is not here. */
export function GroupNewPage() {
  const { t } = useTranslation();
  const { draft, change, plan } = useGroupPlan();
  return (
    <Page
      title={t('appointments.plan_group')}
      actions={
        <Button component={Link} to="/calendar" variant="default">
          {t('appointments.to_calendar')}
        </Button>
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          plan.run(draft);
        }}
      >
        <Stack gap="md">
          <ProblemAlert problem={plan.problem} />
          <Text>{t('appointments.no_mutual_aid')}</Text>
          <Choice
            field="kind"
            label={t('appointments.what')}
            value={draft.kind}
            onChange={(kind) => change({ kind })}
            options={GROUP_KINDS.map((value) => ({ value, label: t(`codes.group_kind.${value}`) }))}
            error={plan.errorOf('kind')}
          />
          <HourFields value={draft.hour} onChange={(hour) => change({ hour })} errorOf={plan.errorOf} />
          <ColleagueSelect
            label={t('appointments.with')}
            nobody={t('appointments.nobody')}
            withMe
            value={draft.with}
            onChange={(chosen) => change({ with: chosen })}
            error={plan.errorOf('with')}
          />
          <Textarea
            id={fieldId('clients')}
            label={t('appointments.codes')}
            description={t('appointments.codes_hint')}
            {...LEFT_TO_RIGHT}
            minRows={ROWS}
            rows={ROWS}
            value={draft.codes}
            onChange={({ currentTarget }) => change({ codes: currentTarget.value })}
            error={plan.errorOf('clients')}
            spellCheck={false}
          />
          <Group>
            <Button type="submit" loading={plan.pending} disabled={codesOf(draft.codes).length === 0}>
              {t('appointments.plan_group')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
