import '../care.css';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTENDANCE_OUTCOMES, type AttendanceOutcome } from '#domain/charter/contact.js';
import type { ContactView, GroupView } from '#domain/wire/contact.js';
import { readGroup, recordGroup } from '../api.appointments.js';
import { useChange } from '../kit/change.hook.js';
import { Choice } from '../kit/fields.js';
import { say } from '../kit/notice.js';
import { useNow } from '../kit/now.hook.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, Instant, Label } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { Appointments } from './appointments.list.js';
import { useFresh } from './fresh.hook.js';

/** A group of the house and its list: who came, in one step for everybody. */
export function GroupPage() {
  const { t } = useTranslation();
  const { group = '' } = useParams({ strict: false });
  const query = useQuery({ queryKey: ['group', group], queryFn: () => readGroup(group) });
  return (
    <Page
      title={t('appointments.group')}
      actions={
        <Button component={Link} to="/calendar" variant="default">
          {t('appointments.to_calendar')}
        </Button>
      }
    >
      <Loaded query={query}>{(view) => <GroupScreen group={view} />}</Loaded>
    </Page>
  );
}

function GroupScreen({ group }: { group: GroupView }) {
  const { t } = useTranslation();
  const may = useMay();
  const now = useNow();
  const open = group.contacts.filter(({ happened }) => happened === null);
  const isDue = Date.parse(group.starts_at) <= now;
  return (
    <Stack gap="lg">
      <div>
        <Text fw={600}>
          {t(`codes.group_kind.${group.kind}`)} · <Instant at={group.starts_at} />
        </Text>
        <Text>
          {group.with ? <Bdi>{group.with.display_name}</Bdi> : t('appointments.nobody')}
          {group.site ? (
            <>
              {' · '}
              <Label of={group.site} />
            </>
          ) : null}
        </Text>
      </div>
      {isDue && open.length > 0 && may('group.record') ? (
        <RollCall key={group.version} group={group} open={open} />
      ) : null}
      <Section title={t('appointments.list')}>
        <Appointments label={t('appointments.list')} items={group.contacts} empty="" ofMany />
      </Section>
    </Stack>
  );
}

/** Everybody is asked about; whoever is left open stays open. */
function RollCall({ group, open }: { group: GroupView; open: readonly ContactView[] }) {
  const { t } = useTranslation();
  const fresh = useFresh();
  const [came, setCame] = useState<Readonly<Record<string, AttendanceOutcome>>>({});
  const lines = Object.entries(came).map(([client, happened]) => ({ client, happened }));
  const record = useChange(
    (attendance: typeof lines, key) => recordGroup(group.group, group.version, attendance, key),
    async () => {
      await fresh();
      say(t('app.saved'));
    },
  );
  return (
    <Section title={t('appointments.who_came')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          record.run(lines);
        }}
      >
        <Stack gap="md">
          <ProblemAlert problem={record.problem} />
          {open.map(({ client }, place) =>
            client ? (
              <Group key={client} align="center" gap="md">
                <ClientCode of={client} />
                <Choice
                  field={`attendance.${place}.happened`}
                  label={`${t('appointments.who_came')} ${client}`}
                  unseenLabel
                  value={came[client] ?? null}
                  onChange={(happened) => setCame({ ...came, [client]: happened })}
                  options={ATTENDANCE_OUTCOMES.map((value) => ({
                    value,
                    label: t(`codes.contact_outcome.${value}`),
                  }))}
                />
              </Group>
            ) : null,
          )}
          <Group>
            <Button type="submit" loading={record.pending} disabled={lines.length === 0}>
              {t('appointments.record')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
