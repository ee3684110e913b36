import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTACT_KINDS, type ContactKind } from '#domain/charter/contact.js';
import type { ContactOverlap, ContactPlanRequest } from '#domain/wire/contact.js';
import { planAppointment } from '../api.appointments.js';
import { useChange } from '../kit/change.hook.js';
import { ColleagueSelect } from '../kit/colleague.select.js';
import { useDates } from '../kit/dates.hook.js';
import { Choice } from '../kit/fields.js';
import { say } from '../kit/notice.js';
import { NumberField } from '../kit/number.field.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Instant } from '../kit/text.js';
import { nextWorkingMorning } from '../kit/time.js';
import { useSession } from '../session/session.context.js';
import { useFresh } from './fresh.hook.js';
import { HourFields, spanOf, type Hour } from './hour.fields.js';

interface Draft {
  readonly kind: ContactKind;
  readonly hour: Hour;
  readonly with: string;
  readonly weeks: number | null;
}

const USUAL_MINUTES = 45;

/** What is planned, as it is written, and what stood beside it once it was. */
function usePlan(code: string) {
  const { t } = useTranslation();
  const { zone } = useDates();
  const { organisation, colleague: me } = useSession();
  const fresh = useFresh();
  const [overlaps, setOverlaps] = useState<readonly ContactOverlap[]>([]);
  const [draft, setDraft] = useState<Draft>(() => ({
    kind: 'visit',
    hour: { at: nextWorkingMorning(new Date(), zone, organisation.jurisdiction), minutes: USUAL_MINUTES },
    with: me ?? '',
    weeks: 1,
  }));
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const plan = useChange(
    ({ kind, hour, with: colleague, weeks }: Draft, key) => {
      const wanted: ContactPlanRequest = {
        kind,
        ...spanOf(hour, zone),
        with: colleague === '' ? null : colleague,
        ...((weeks ?? 1) > 1 ? { rule: `FREQ=WEEKLY;COUNT=${weeks}` } : {}),
      };
      return planAppointment(code, wanted, key);
    },
    async ({ overlaps: found }) => {
      setOverlaps(found);
      await fresh();
      say(t('app.saved'));
    },
  );
  return { draft, change, plan, overlaps };
}

/** One appointment, or the same hour of several weeks. What stands beside it is told afterwards, and never in the way. */
export function PlanSection({ code }: { code: string }) {
  const { t } = useTranslation();
  const { draft, change, plan, overlaps } = usePlan(code);
  return (
    <Section title={t('appointments.plan')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          plan.run(draft);
        }}
      >
        <Stack gap="md">
          <ProblemAlert problem={plan.problem} />
          <Choice
            field="kind"
            label={t('appointments.what')}
            value={draft.kind}
            onChange={(kind) => change({ kind })}
            options={CONTACT_KINDS.map((value) => ({ value, label: t(`codes.contact_kind.${value}`) }))}
            error={plan.errorOf('kind')}
          />
          <HourFields value={draft.hour} onChange={(hour) => change({ hour })} errorOf={plan.errorOf} />
          <Group align="flex-start" gap="md">
            <ColleagueSelect
              label={t('appointments.with')}
              nobody={t('appointments.nobody')}
              withMe
              value={draft.with}
              onChange={(chosen) => change({ with: chosen })}
              error={plan.errorOf('with')}
            />
            <NumberField
              field="rule"
              label={t('appointments.weeks')}
              value={draft.weeks}
              onChange={(weeks) => change({ weeks })}
              error={plan.errorOf('rule')}
              w={180}
            />
          </Group>
          <Group>
            <Button type="submit" loading={plan.pending}>
              {t('appointments.plan')}
            </Button>
          </Group>
          <Overlaps of={overlaps} />
        </Stack>
      </form>
    </Section>
  );
}

/** What the same colleague or the same client has at that hour. */
export function Overlaps({ of }: { of: readonly ContactOverlap[] }) {
  const { t } = useTranslation();
  if (of.length === 0) return null;
  return (
    <div role="status">
      <Text fw={600}>{t('appointments.beside')}</Text>
      <List size="sm">
        {of.map(({ whose, starts_at }) => (
          <List.Item key={`${whose} ${starts_at}`}>
            {whose === 'client' ? t('appointments.client') : t('appointments.with')} ·{' '}
            <Instant at={starts_at} />
          </List.Item>
        ))}
      </List>
    </div>
  );
}
