import { ActionIcon, Badge, Button, Menu, Text } from '@mantine/core';
import { IconDots, IconUserPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { STAFF_STATES } from '#domain/wire/house.js';
import type { StaffInvited, StaffMember } from '#domain/wire/house.js';
import { listStaff } from '../api.house.js';
import { asProblem } from '../kit/change.hook.js';
import { DataList } from '../kit/data.list.js';
import { useDates } from '../kit/dates.hook.js';
import { ExportButton } from '../kit/export.button.js';
import { FilterBar } from '../kit/filter.bar.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { SavedViews } from '../kit/saved.views.js';
import { EmptyState, FailedState, Waiting } from '../kit/states.js';
import { Bdi, Code, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { CodeDialog } from './code.dialog.js';
import { LeaveDialog } from './leave.dialog.js';
import { ChangeStaffDialog, InviteDialog, NewCodeDialog } from './staff.dialogs.js';

type Asked =
  | { readonly what: 'invite' }
  | { readonly what: 'change' | 'new_code' | 'leave'; readonly member: StaffMember }
  | { readonly what: 'code'; readonly login: string; readonly name: string; readonly invited: StaffInvited };

/** Who works here, was invited, or has left; and for the administrator everything that is done about it. */
export function StaffPage() {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const { state } = useSearch({ from: '/staff' });
  const { query, items } = usePaged(['staff', 'list', state ?? null], (cursor) => listStaff(state, cursor));
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = (): void => setAsked(null);
  const changed = (): Promise<void> => queries.invalidateQueries({ queryKey: ['staff'] });
  return (
    <Page
      title={t('app.staff')}
      actions={
        may('staff.invite') ? (
          <Button
            leftSection={<IconUserPlus size={20} aria-hidden />}
            onClick={() => setAsked({ what: 'invite' })}
          >
            {t('staff.invite')}
          </Button>
        ) : null
      }
    >
      <FilterBar
        filters={[
          {
            name: 'state',
            label: t('staff.state'),
            options: STAFF_STATES.map((each) => ({ value: each, label: t(`staff.states.${each}`) })),
          },
        ]}
      >
        <SavedViews screen="staff" />
        <ExportButton list="staff" />
      </FilterBar>
      {query.error && !asProblem(query.error).signedOut ? (
        <FailedState problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {items ? (
        <StaffList
          items={items}
          ask={setAsked}
          more={
            query.hasNextPage
              ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
              : null
          }
        />
      ) : query.error ? null : (
        <Waiting />
      )}
      <Dialogs asked={asked} ask={setAsked} onClose={close} onChanged={changed} />
    </Page>
  );
}

function StaffList({
  items,
  ask,
  more,
}: {
  items: readonly StaffMember[];
  ask: (asked: Asked) => void;
  more: { load: () => void; loading: boolean } | null;
}) {
  const { t } = useTranslation();
  const may = useMay();
  const dates = useDates();
  if (items.length === 0) return <EmptyState title={t('staff.empty_title')}>{t('staff.empty')}</EmptyState>;
  const mayChange = may('staff.change');
  const change = (member: StaffMember): void => {
    if (mayChange && member.state !== 'left') ask({ what: 'change', member });
  };
  return (
    <DataList
      label={t('app.staff')}
      rows={items}
      keyOf={({ colleague }) => colleague}
      nameOf={({ display_name: name }) => <Bdi>{name}</Bdi>}
      more={more}
      {...(mayChange
        ? { onOpen: change, actions: [{ code: 'KeyE', label: t('staff.change'), run: change }] }
        : {})}
      columns={[
        {
          id: 'name',
          head: t('staff.name'),
          width: 'minmax(0, 2fr)',
          cell: (member) => <NameWords member={member} />,
        },
        {
          id: 'roles',
          head: t('staff.roles'),
          width: 'minmax(0, 2fr)',
          cell: ({ roles }) => dates.list(roles.map((role) => t(`codes.role.${role}`))),
        },
        {
          id: 'state',
          head: t('staff.state'),
          width: 'minmax(0, 1.5fr)',
          cell: (member) => <StateWords member={member} />,
        },
        { id: 'work', head: t('staff.open_work'), width: '6rem', cell: ({ open_work: count }) => count },
        { id: 'clients', head: t('staff.clients'), width: '6rem', cell: ({ clients }) => clients },
        ...(may('staff.change')
          ? [
              {
                id: 'more',
                head: '',
                unseenHead: t('staff.what_to_do'),
                width: '3rem',
                cell: (member: StaffMember) => <RowMenu member={member} ask={ask} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function NameWords({ member: { display_name: name, login } }: { member: StaffMember }) {
  return (
    <>
      <Text fw={600}>
        <Bdi>{name}</Bdi>
      </Text>
      <Text size="sm" className="breaking">
        <Code>{login}</Code>
      </Text>
    </>
  );
}

function StateWords({ member: { state, invited_until: until } }: { member: StaffMember }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <>
      <Badge
        variant={state === 'left' ? 'default' : 'outline'}
        color={state === 'invited' ? 'orange' : 'calm'}
      >
        {t(`staff.states.${state}`)}
      </Badge>
      {state !== 'left' && until !== null && !dates.past(until) ? (
        <Text size="sm" c="dimmed">
          {t('staff.invited_until')} <Instant at={until} />
        </Text>
      ) : state === 'invited' ? (
        <Text size="sm" c="dimmed">
          {t('staff.code_over')}
        </Text>
      ) : null}
    </>
  );
}

function RowMenu({ member, ask }: { member: StaffMember; ask: (asked: Asked) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  if (member.state === 'left') return null;
  return (
    <Menu position="bottom-end" withinPortal width={260} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon size="lg" variant="default">
          <IconDots size={20} aria-hidden />
          <span className="unseen">
            {t('staff.what_to_do')} <Bdi>{member.display_name}</Bdi>
          </span>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item fz="md" py="sm" onClick={() => ask({ what: 'change', member })}>
          {t('staff.change')}
        </Menu.Item>
        {may('staff.invite') ? (
          <Menu.Item fz="md" py="sm" onClick={() => ask({ what: 'new_code', member })}>
            {t('staff.new_code')}
          </Menu.Item>
        ) : null}
        {may('staff.leave') ? (
          <Menu.Item fz="md" py="sm" color="red" onClick={() => ask({ what: 'leave', member })}>
            {t('staff.leave')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function Dialogs(props: {
  asked: Asked | null;
  ask: (asked: Asked) => void;
  onClose: () => void;
  onChanged: () => Promise<void>;
}) {
  const { asked, ask, onClose, onChanged } = props;
  if (asked === null) return null;
  if (asked.what === 'invite')
    return (
      <InviteDialog
        onClose={onClose}
        onInvited={(invited, { login, display_name: name }) => {
          ask({ what: 'code', login, name, invited });
          return onChanged();
        }}
      />
    );
  if (asked.what === 'code') return <CodeDialog {...asked} onClose={onClose} />;
  const { member } = asked;
  if (asked.what === 'change')
    return <ChangeStaffDialog member={member} onClose={onClose} onChanged={onChanged} />;
  if (asked.what === 'leave') return <LeaveDialog member={member} onClose={onClose} onChanged={onChanged} />;
  return (
    <NewCodeDialog
      member={member}
      onClose={onClose}
      onInvited={(invited) => {
        ask({ what: 'code', login: member.login, name: member.display_name, invited });
        return onChanged();
      }}
    />
  );
}
