import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HANDOFF } from '#domain/charter/handoff.js';
import type { BusinessState } from '#domain/charter/handoff.js';
import type { AbsentClient } from '#domain/wire/handoff.js';
import { listAbsent, moveHandoff, readHandoff } from '../api.handoffs.js';
import type { MoveRequest } from '../api.handoffs.js';
import { useChange } from '../kit/change.hook.js';
import type { Change } from '../kit/change.hook.js';
import { ClockChip } from '../kit/clock.chip.js';
import { useDates } from '../kit/dates.hook.js';
import { ExportButton } from '../kit/export.button.js';
import { LivingList } from '../kit/living.list.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { EmptyState, ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, Label } from '../kit/text.js';
import { useMay, useSession } from '../session/session.context.js';
import { ReadMove } from './read.move.js';
import { say } from '../kit/notice.js';

type Doing = 'contact' | 'call';

const allows = (state: BusinessState, move: Doing): boolean => move in HANDOFF[state];

/** Left us, still ours: clients who are out of the house and have not arrived anywhere yet, and who looks for each of them. */
export function AbsentPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { query, items } = usePaged(['absent'], listAbsent, true);
  return (
    <Page title={t('app.absent')} actions={<ExportButton list="absent" />}>
      <Text>{t('absent.intro')}</Text>
      <LivingList
        query={query}
        items={items}
        label={t('app.absent')}
        keyOf={({ handoff }) => handoff}
        columns={[
          { id: 'client', head: t('handoff.client'), cell: (client) => <Whom client={client} /> },
          { id: 'way', head: t('absent.on_the_way_to'), cell: (client) => <Way client={client} /> },
          { id: 'contact', head: t('absent.contact'), cell: (client) => <Contact client={client} /> },
          {
            id: 'who',
            head: t('absent.who'),
            width: 'minmax(0, 1.6fr)',
            cell: (client) => <Who client={client} />,
          },
        ]}
        markOf={({ contact_due_at: at }) => (at !== null && Date.parse(at) < Date.now() ? 'late' : undefined)}
        onOpen={({ handoff }) =>
          void navigate({ to: '/handoffs/$reference', params: { reference: handoff } })
        }
        empty={<EmptyState title={t('absent.empty_title')}>{t('absent.empty')}</EmptyState>}
      />
    </Page>
  );
}

function Whom({ client }: { client: AbsentClient }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <>
      <Link to="/clients/$code" params={{ code: client.client }} className="row-link">
        <ClientCode of={client.client} />
      </Link>
      <Text size="sm" c="dimmed">
        {t('absent.left')}:{' '}
        {client.departed_at ? dates.relative(client.departed_at) : t('absent.not_recorded')}
      </Text>
    </>
  );
}

function Way({ client }: { client: AbsentClient }) {
  const { t } = useTranslation();
  return (
    <>
      <Link to="/handoffs/$reference" params={{ reference: client.handoff }} className="row-link">
        <Label of={client.receiver.names} />
      </Link>
      <Text size="sm" c="dimmed">
        {t(`codes.state.${client.business_state}`)}
      </Text>
    </>
  );
}

function Contact({ client }: { client: AbsentClient }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <>
      {client.contact_due_at ? <ClockChip at={client.contact_due_at} /> : null}
      <Text size="sm" c="dimmed">
        {client.last_contact_at
          ? `${t('absent.last_contact')} ${dates.relative(client.last_contact_at)}`
          : t('absent.no_contact')}
      </Text>
    </>
  );
}

/** Who rings, and what came of it: one tap each. Whatever needs more words has a window of its own. */
function Who({ client }: { client: AbsentClient }) {
  const { t } = useTranslation();
  const may = useMay();
  const { display_name: me } = useSession();
  const [asking, setAsking] = useState<Doing | null>(null);
  const reference = client.handoff;
  const change = useSaying(reference);
  const can = (move: Doing): boolean => allows(client.business_state, move) && may(`handoff.${move}`);
  return (
    <Stack gap="xs">
      {asking === null ? <ProblemAlert problem={change.problem} /> : null}
      <Caller name={client.caller} />
      <Group gap="xs">
        {can('contact') ? (
          <ContactButtons
            disabled={change.pending}
            onReached={(reached) => change.run({ move: 'contact', body: { way: 'telephone', reached } })}
            onMore={() => setAsking('contact')}
          />
        ) : null}
        {can('call') && client.caller !== me ? (
          <Button
            size="compact-lg"
            variant="default"
            disabled={change.pending}
            onClick={() =>
              client.caller === null ? change.run({ move: 'call', body: {} }) : setAsking('call')
            }
          >
            {client.caller === null ? t('day.absent.i_ring') : t('handoff.take_over')}
          </Button>
        ) : null}
      </Group>
      {asking ? (
        <ReadMove
          move={asking}
          reference={reference}
          onClose={() => setAsking(null)}
          onDone={() => setAsking(null)}
        />
      ) : null}
    </Stack>
  );
}

/** Says on the handoff, as it is now, what came of looking for the client. */
function useSaying(reference: string): Change<MoveRequest> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return useChange(
    async (request: MoveRequest, key) => {
      const { version } = await readHandoff(reference);
      return moveHandoff(reference, request, version, key);
    },
    async () => {
      say(t('day.absent.said'));
      const shown = ['absent', 'handoff', 'handoffs', 'work'];
      await queries.invalidateQueries({ predicate: ({ queryKey }) => shown.includes(String(queryKey[0])) });
    },
  );
}

function Caller({ name }: { name: string | null }) {
  const { t } = useTranslation();
  return (
    <Text>
      {name === null ? (
        <Text span c="dimmed">
          {t('absent.nobody')}
        </Text>
      ) : (
        <>
          {t('day.absent.rings')} <Bdi>{name}</Bdi>
        </>
      )}
    </Text>
  );
}

function ContactButtons(props: {
  disabled: boolean;
  onReached: (reached: boolean) => void;
  onMore: () => void;
}) {
  const { t } = useTranslation();
  const look = { size: 'compact-lg', disabled: props.disabled } as const;
  return (
    <>
      <Button
        {...look}
        variant="default"
        leftSection={<IconPhone size={18} aria-hidden />}
        onClick={() => props.onReached(true)}
      >
        {t('day.absent.reached')}
      </Button>
      <Button
        {...look}
        variant="default"
        leftSection={<IconPhoneOff size={18} aria-hidden />}
        onClick={() => props.onReached(false)}
      >
        {t('day.absent.tried')}
      </Button>
      <Button {...look} variant="subtle" onClick={props.onMore}>
        {t('codes.move.contact')}
      </Button>
    </>
  );
}
