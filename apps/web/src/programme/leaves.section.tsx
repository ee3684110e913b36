import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEAVE_KINDS, type LeaveKind } from '#domain/charter/programme.js';
import type { LeaveView, LeaveWriting } from '#domain/wire/programme.js';
import { endLeave, planLeave } from '../api.programmes.js';
import { useChange } from '../kit/change.hook.js';
import { CodeSelect } from '../kit/code.select.js';
import { useDates } from '../kit/dates.hook.js';
import { MomentField } from '../kit/fields.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Instant } from '../kit/text.js';
import { instantOf, type WallTime } from '../kit/time.js';
import { useMay } from '../session/session.context.js';
import type { ProgrammePart } from './part.js';
import { useSaved } from './programme.hook.js';

/** When the client may be away, and whether they came back. */
export function LeavesSection({ code, enrolment: { leaves }, writes }: ProgrammePart) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Section title={t('programme.leaves')}>
      <Stack gap="md">
        {leaves.length === 0 ? <Text c="dimmed">{t('programme.no_leaves')}</Text> : null}
        {leaves.length > 0 ? (
          <ul className="versions" aria-label={t('programme.leaves')}>
            {leaves.map((leave) => (
              <li key={leave.id}>
                <Leave code={code} of={leave} writes={writes && may('leave.return')} />
              </li>
            ))}
          </ul>
        ) : null}
        {writes && may('leave.plan') ? <Plan code={code} /> : null}
      </Stack>
    </Section>
  );
}

function Leave({ code, of, writes }: { code: string; of: LeaveView; writes: boolean }) {
  const { t } = useTranslation();
  const saved = useSaved(() => undefined);
  const at = { client: code, id: of.id, version: of.version };
  const end = useChange((back: boolean, key) => endLeave(at, back, key), saved);
  return (
    <Stack gap={4}>
      <ProblemAlert problem={end.problem} />
      <Text size="sm">
        {t(`codes.leave_kind.${of.kind}`)} · <Instant at={of.from_at} /> – <Instant at={of.until_at} />
        {of.outcome ? ` · ${t(`codes.leave_return.${of.outcome}`)}` : ''}
      </Text>
      {of.overdue ? (
        <Badge color="red" variant="filled">
          {t('programme.overdue')}
        </Badge>
      ) : null}
      {of.outcome === null && writes ? (
        <Group gap="xs">
          <Button size="compact-md" variant="default" loading={end.pending} onClick={() => end.run(true)}>
            {t('programme.back')}
          </Button>
          {of.overdue ? (
            <Button size="compact-md" variant="default" onClick={() => end.run(false)}>
              {t('programme.not_back')}
            </Button>
          ) : null}
        </Group>
      ) : null}
    </Stack>
  );
}

const NO_TIME: WallTime = { date: '', time: '' };

function Plan({ code }: { code: string }) {
  const { t } = useTranslation();
  const { zone } = useDates();
  const [kind, setKind] = useState<LeaveKind>('day');
  const [from, setFrom] = useState(NO_TIME);
  const [until, setUntil] = useState(NO_TIME);
  const saved = useSaved(() => {
    setFrom(NO_TIME);
    setUntil(NO_TIME);
  });
  const plan = useChange((body: LeaveWriting, key) => planLeave(code, body, key), saved);
  const asked = (at: WallTime): string => instantOf(at, zone) ?? `${at.date} ${at.time}`.trim();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        plan.run({ kind, from_at: asked(from), until_at: asked(until) });
      }}
    >
      <Stack gap="md">
        <ProblemAlert problem={plan.problem} />
        <CodeSelect
          field="leave_kind"
          label={t('programme.leave_kind')}
          value={kind}
          onChange={setKind}
          of={LEAVE_KINDS}
          say={(value) => t(`codes.leave_kind.${value}`)}
          error={plan.errorOf('kind')}
        />
        <MomentField
          field="from_at"
          dateLabel={t('programme.from_day')}
          timeLabel={t('programme.from_time')}
          value={from}
          onChange={setFrom}
          error={plan.errorOf('from_at')}
        />
        <MomentField
          field="until_at"
          dateLabel={t('programme.until_day')}
          timeLabel={t('programme.until_time')}
          value={until}
          onChange={setUntil}
          error={plan.errorOf('until_at')}
        />
        <Group>
          <Button type="submit" variant="default" loading={plan.pending}>
            {t('programme.plan_leave')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
