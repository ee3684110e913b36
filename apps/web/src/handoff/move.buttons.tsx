import { Button, Group, Menu } from '@mantine/core';
import { IconCheck, IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HANDOFF_MOVES } from '#domain/charter/handoff.js';
import type { BusinessState, HandoffMove, SideMove } from '#domain/charter/handoff.js';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { useMay, useSession } from '../session/session.context.js';
import { ProblemAlert } from '../kit/states.js';
import { MoveDialog } from './move.dialogs.js';
import type { DialogMove, TapMove } from './move.dialogs.js';
import { ENDING } from './move.ending.js';
import { useMove } from './move.hook.js';

/** The moves that take a handoff forward; the first of them that is at hand is the one primary button. */
const FORWARD: readonly HandoffMove[] = [
  'send',
  'take',
  'accept',
  'arrive',
  'answer',
  'wish',
  'propose',
  'resume',
  'call',
  'report',
  'acknowledge',
];

/** What is likely next at each point of the road, likeliest first; everything else is in the menu. */
const LIKELY: { readonly [S in BusinessState]?: readonly SideMove[] } = {
  preparing: ['send', 'edit', 'discard'],
  'awaiting-acknowledgement': ['take', 'accept', 'decline', 'recall'],
  'under-review': ['accept', 'ask', 'waitlist', 'decline', 'recall'],
  'info-requested': ['answer', 'accept', 'decline', 'recall'],
  'waitlist-offered': ['wish', 'accept', 'decline', 'recall'],
  waitlisted: ['propose', 'accept', 'recall'],
  'awaiting-arrival': ['arrive', 'reschedule', 'depart', 'contact'],
  'client-unreachable': ['resume', 'contact', 'arrive'],
  'consent-under-discussion': ['resume', 'contact', 'arrive'],
  transport: ['resume', 'contact', 'arrive'],
  'arrived-in-service': ['report', 'return'],
  'report-sent': ['acknowledge'],
  'did-not-arrive': ['call', 'contact', 'arrive', 'invite'],
  'service-unavailable': ['arrive', 'invite'],
};

const TAPS: readonly HandoffMove[] = ['take', 'propose', 'acknowledge'];
const isTap = (move: SideMove): move is TapMove => TAPS.includes(move);

const NOBODYS_SIDE = ['overturn', 'extend', 'reassign', 'supersede', 'expire'] as const;
const isSideMove = (move: HandoffMove): move is SideMove => !NOBODYS_SIDE.some((each) => each === move);

interface Offered {
  readonly likely: readonly SideMove[];
  readonly rare: readonly SideMove[];
  readonly primary: SideMove | undefined;
}

/** What was said already can be said again, and is not what comes next. */
const isSaid = (move: SideMove, handoff: HandoffDetail, me: string): boolean =>
  (move === 'depart' && handoff.departed_at !== null) || (move === 'call' && handoff.caller === me);

/** Nobody has missed an appointment that is still to come. */
const isTooEarly = (move: SideMove, { appointment_at: at }: HandoffDetail): boolean =>
  move === 'miss' && at !== null && Date.parse(at) > Date.now();

/** The moves the server offers to this side, as far as the reader's role opens them. */
function useOffered(handoff: HandoffDetail): Offered {
  const may = useMay();
  const { display_name: me } = useSession();
  const offered = HANDOFF_MOVES.filter(isSideMove).filter(
    (move) => handoff.moves.includes(move) && may(`handoff.${move}`) && !isTooEarly(move, handoff),
  );
  const likely = (LIKELY[handoff.business_state] ?? []).filter(
    (move) => offered.includes(move) && !isSaid(move, handoff, me),
  );
  const rare = offered.filter((move) => !likely.includes(move));
  const primary = likely.find((move) => FORWARD.includes(move));
  // A menu of one thing hides it for nothing, unless it ends something.
  const [only] = rare;
  return rare.length === 1 && only && !ENDING.includes(only)
    ? { likely: [...likely, ...rare], rare: [], primary }
    : { likely, rare, primary };
}

export function MoveButtons({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<DialogMove | null>(null);
  const change = useMove(handoff, () => setAsking(null));
  const { likely, rare, primary } = useOffered(handoff);
  if (likely.length + rare.length === 0) return null;
  const ask = (move: SideMove): void => {
    change.reset();
    if (isTap(move)) change.run({ request: { move } });
    else if (move !== 'edit') setAsking(move);
  };
  return (
    <>
      {asking === null ? (
        <div className="alert-place">
          <ProblemAlert problem={change.problem} />
        </div>
      ) : null}
      <Group gap="sm" mt="lg">
        {likely.map((move) =>
          move === 'edit' ? (
            <EditLink key={move} handoff={handoff} />
          ) : (
            <Button
              key={move}
              variant={move === primary ? 'filled' : 'default'}
              leftSection={move === primary ? <IconCheck size={18} aria-hidden /> : null}
              loading={change.pending && asking === null && move === primary}
              onClick={() => ask(move)}
            >
              {t(`codes.move.${move}`)}
            </Button>
          ),
        )}
        {rare.length > 0 ? <RareMoves moves={rare} onChoose={ask} /> : null}
      </Group>
      {asking ? (
        <MoveDialog move={asking} handoff={handoff} change={change} onClose={() => setAsking(null)} />
      ) : null}
    </>
  );
}

function RareMoves({ moves, onChoose }: { moves: readonly SideMove[]; onChoose: (move: SideMove) => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-start" withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDots size={18} aria-hidden />}>
          {t('handoff.more')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {moves.map((move) => (
          <Menu.Item key={move} fz="md" py="sm" onClick={() => onChoose(move)}>
            {t(`codes.move.${move}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function EditLink({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  if (!handoff.client) return null;
  return (
    <Button
      variant="default"
      component={Link}
      to={`/clients/${handoff.client}/handoff?draft=${handoff.reference}`}
    >
      {t('codes.move.edit')}
    </Button>
  );
}
