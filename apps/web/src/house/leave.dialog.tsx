import { Button, Group, List, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyTurn, StaffLeft, StaffMember } from '#domain/wire/house.js';
import { readDuty } from '../api.day.js';
import { leaveHouse, listActiveStaff } from '../api.house.js';
import { useChange } from '../kit/change.hook.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { Dialog } from '../kit/dialog.js';
import { fieldId } from '../kit/field.id.js';
import { Loaded } from '../kit/states.js';
import { Code, Facts, Instant } from '../kit/text.js';
import { dayAhead } from '../kit/time.js';
import { useMay, useSession } from '../session/session.context.js';
import { Who } from './staff.dialogs.js';

const DAYS_AHEAD = 90;

/** First what stands in their name and who takes it over, then what has become of it. */
export function LeaveDialog({
  member,
  onClose,
  onChanged,
}: {
  member: StaffMember;
  onClose: () => void;
  onChanged: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const [successor, setSuccessor] = useState('');
  const [left, setLeft] = useState<StaffLeft | null>(null);
  const leave = useChange(
    (to: string, key) => leaveHouse(member.colleague, to === '' ? {} : { successor: to }, key),
    (result) => {
      setLeft(result);
      return onChanged();
    },
  );
  if (left) return <Told name={member.display_name} left={left} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t('staff.leave')}
      object={<Who member={member} />}
      effect={t('staff.leave_effect')}
      problem={leave.problem}
      pending={leave.pending}
      ending
      onSure={() => leave.run(successor)}
      onClose={onClose}
    >
      <InTheirName member={member} />
      <Successor
        member={member}
        value={successor}
        onChange={setSuccessor}
        error={leave.errorOf('successor')}
      />
    </ConfirmDialog>
  );
}

function InTheirName({ member }: { member: StaffMember }) {
  const { t } = useTranslation();
  const may = useMay();
  const zone = useSession().organisation.time_zone;
  const [today] = useState(() => new Date());
  const duty = useQuery({
    queryKey: ['duty', 'ahead', member.colleague],
    queryFn: () => readDuty(dayAhead(today, zone, 0), dayAhead(today, zone, DAYS_AHEAD)),
    enabled: may('duty.list'),
  });
  return (
    <section aria-label={t('staff.in_their_name')}>
      <Text fw={600}>{t('staff.in_their_name')}</Text>
      <Facts
        items={[
          { term: t('staff.open_work'), value: member.open_work },
          { term: t('staff.clients'), value: member.clients },
        ]}
      />
      {may('duty.list') ? (
        <Loaded query={duty}>
          {({ turns }) => (
            <Turns turns={turns.filter((turn) => turn.colleague.colleague === member.colleague)} />
          )}
        </Loaded>
      ) : null}
    </section>
  );
}

function Turns({ turns }: { turns: readonly DutyTurn[] }) {
  const { t } = useTranslation();
  if (turns.length === 0) return <Facts items={[{ term: t('staff.duty_turns'), value: 0 }]} />;
  return (
    <>
      <Text>{t('staff.duty_turns')}</Text>
      <List>
        {turns.map((turn) => (
          <List.Item key={turn.id}>
            <Code>{turn.site}</Code> <Instant at={turn.from_at} /> – <Instant at={turn.until_at} />
          </List.Item>
        ))}
      </List>
      <Text size="sm">{t('staff.duty_freed')}</Text>
    </>
  );
}

function Successor(props: {
  member: StaffMember;
  value: string;
  onChange: (colleague: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const colleagues = useQuery({ queryKey: ['staff', 'active'], queryFn: () => listActiveStaff() });
  const others = (colleagues.data?.items ?? []).filter(
    ({ colleague }) => colleague !== props.member.colleague,
  );
  return (
    <NativeSelect
      id={fieldId('successor')}
      label={t('staff.successor')}
      description={props.value === '' ? t('staff.no_successor_hint') : undefined}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
      data={[
        { value: '', label: t('staff.no_successor') },
        ...others.map(({ colleague, display_name: name }) => ({ value: colleague, label: name })),
      ]}
    />
  );
}

function Told({ name, left, onClose }: { name: string; left: StaffLeft; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('staff.left_title', { name })} onClose={onClose}>
      <Stack>
        <List role="status">
          <List.Item>{t('staff.sessions_ended', { count: left.sessions_ended })}</List.Item>
          <List.Item>{t('staff.work_rehomed', { count: left.work_rehomed })}</List.Item>
          <List.Item>{t('staff.clients_rehomed', { count: left.clients_rehomed })}</List.Item>
        </List>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('app.close')}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
