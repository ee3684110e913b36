import { Button, Group, Kbd, Stack } from '@mantine/core';
import { Suspense, lazy, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SideMove } from '#domain/charter/handoff.js';
import type { WorkItemView } from '#domain/wire/work.js';
import type { DialogMove } from '../handoff/move.dialogs.js';
import { ENDING } from '../handoff/move.ending.js';
import type { Asked } from '../handoff/move.frame.js';
import { useMove } from '../handoff/move.hook.js';
import type { Change } from '../kit/change.hook.js';
import { printed, useShortcut } from '../kit/shortcuts.js';
import { ProblemAlert } from '../kit/states.js';
import { usePreferences } from '../session/preferences.hook.js';
import { useMay, useSession } from '../session/session.context.js';
import type { OfferUndo } from './undo.hook.js';
import { useRefreshWork } from './undo.hook.js';
import { isOfWork } from './work.asking.js';
import type { Asking } from './work.asking.js';
import { useWorkChange } from './work.changes.js';
import { useWorkMoves } from './work.moves.js';

/** Most tasks are passed by: the windows come with the first question. */
const AskedWindow = lazy(async () => ({ default: (await import('./work.asked.js')).AskedWindow }));

interface Deed {
  readonly code: string;
  readonly label: string;
  readonly run: () => void;
  readonly ending?: boolean;
}

/** Moves that say everything by themselves. */
const isTap = (move: SideMove): move is 'take' | 'propose' | 'acknowledge' =>
  move === 'take' || move === 'propose' || move === 'acknowledge';

/** An answer that is asked for as soon as its request is taken on, which makes a new task of it. */
export interface Pending {
  readonly reference: string;
  readonly move: DialogMove;
}

/**
 * What was asked for when the request was taken on, as soon as it is the reader's. The list may show the new task a moment before
 * it is theirs, so this is looked at each time and not only when the task opens.
 */
function usePendingAsked(item: WorkItemView, pending: Pending | null): DialogMove | null {
  const { colleague: me } = useSession();
  const { take } = useWorkMoves(item);
  const isMine = item.assigned_to !== null && item.assigned_to.colleague === me;
  return pending !== null && pending.reference === item.handoff?.reference && !take && isMine
    ? pending.move
    : null;
}

interface DeedsProps {
  readonly item: WorkItemView;
  readonly offer: OfferUndo;
  readonly onNext: (stays: string | null) => void;
  readonly pending: Pending | null;
  readonly onPending: (pending: Pending | null) => void;
  readonly onAsking: (isAsking: boolean) => void;
}

/** Everything one can do about a task, each a button with its letter. After each decision the next task opens by itself. */
export function WorkDeeds({ item, offer, onNext, pending, onPending, onAsking }: DeedsProps) {
  const { takesFirst } = useWorkMoves(item);
  const [asked, setAsking] = useState<Asking | null>(null);
  const pendingAsked = usePendingAsked(item, pending);
  const asking = asked ?? pendingAsked;
  const isAsking = asking !== null;
  useEffect(() => {
    onAsking(isAsking);
    return () => onAsking(false);
  }, [isAsking, onAsking]);
  const refresh = useRefreshWork();
  const work = useWorkChange(item, offer, ({ stays }) => {
    setAsking(null);
    onNext(stays);
  });
  const moved = useMove(item.handoff ?? NO_HANDOFF, () => {
    setAsking(null);
    onNext(null);
  });
  const close = (): void => {
    setAsking(null);
    onPending(null);
  };
  const ask = (what: Asking): void => {
    work.reset();
    moved.reset();
    if (!isOfWork(what) && item.handoff && takesFirst.includes(what)) {
      onPending({ reference: item.handoff.reference, move: what });
      work.run({ do: 'take', moves: true });
    } else {
      onPending(null);
      setAsking(what);
    }
  };
  const { likely, more } = useDeeds(item, { ask, work, moved });
  const stale = moved.problem ?? work.problem;
  return (
    <Stack gap="sm">
      {asking === null ? <ProblemAlert problem={stale} /> : null}
      <Deeds deeds={likely} isFirstMain busy={work.pending || moved.pending} />
      <Deeds deeds={more} busy={work.pending || moved.pending} />
      {asking === null ? null : (
        <Suspense fallback={null}>
          <AskedWindow
            asking={asking}
            item={item}
            work={work}
            onClose={() => {
              close();
              if (moved.problem) void refresh();
            }}
            onMoved={() => {
              close();
              onNext(null);
            }}
          />
        </Suspense>
      )}
    </Stack>
  );
}

const NO_HANDOFF = { reference: '', version: 0 };

interface Doing {
  readonly ask: (what: Asking) => void;
  readonly work: ReturnType<typeof useWorkChange>;
  readonly moved: Change<Asked>;
}

/** What can be done, by how likely it is; what concerns the task itself and not what it is about comes last. */
function useDeeds(item: WorkItemView, doing: Doing): { likely: readonly Deed[]; more: readonly Deed[] } {
  const { t } = useTranslation();
  const may = useMay();
  const { colleague: me } = useSession();
  const { take, answers, asked, byHand } = useWorkMoves(item);
  const { ask, work, moved } = doing;
  const mine = item.assigned_to !== null && item.assigned_to.colleague === me;
  const move = (code: string, which: SideMove): Deed => ({
    code,
    label: t(`codes.move.${which}`),
    ending: ENDING.includes(which),
    run: () => {
      if (isTap(which)) moved.run({ request: { move: which } });
      else if (which !== 'edit') ask(which);
    },
  });
  const isDead = item.kind === 'message.dead' && may('message.retry');
  const likely: (Deed | false | null)[] = [
    // Whoever only hands work on has none of their own.
    may('work.assign') &&
      may('work.complete') &&
      (take || !mine) && {
        code: 'KeyT',
        label: t('day.take'),
        run: () => work.run({ do: 'take', moves: take }),
      },
    ...answers.map(({ move: which, code }) => move(code, which)),
    asked && move('KeyR', asked),
    isDead && { code: 'KeyR', label: t('inbox.send_again'), run: () => work.run({ do: 'retry' }) },
    byHand && {
      code: 'KeyM',
      label: t('inbox.mark_done'),
      run: () => (item.kind === 'handoff.next_step' ? ask('result') : work.run({ do: 'complete', body: {} })),
    },
  ];
  const more: (Deed | false)[] = [
    may('work.snooze') &&
      (item.snoozed_until === null
        ? { code: 'KeyS', label: t('day.snooze'), run: () => ask('snooze') }
        : {
            code: 'KeyS',
            label: t('day.bring_back'),
            run: () => work.run({ do: 'snooze', until: null }),
          }),
    may('work.assign') && { code: 'KeyH', label: t('day.hand_on'), run: () => ask('hand_on') },
    mine && {
      code: 'KeyB',
      label: t('day.give_back'),
      run: () => work.run({ do: 'assign', colleague: null }),
    },
  ];
  const isDeed = (each: Deed | false | null): each is Deed => each !== false && each !== null;
  return { likely: likely.filter(isDeed), more: more.filter(isDeed) };
}

function Deeds({
  deeds,
  busy,
  isFirstMain = false,
}: {
  deeds: readonly Deed[];
  busy: boolean;
  isFirstMain?: boolean;
}): ReactNode {
  if (deeds.length === 0) return null;
  // Taking comes first and changes little; what answers is the one primary button.
  const main = isFirstMain ? (deeds.find(({ code }) => code !== 'KeyT') ?? deeds[0]) : undefined;
  return (
    <Group gap="xs">
      {deeds.map((deed) => (
        <DeedButton key={deed.code} deed={deed} busy={busy} isMain={deed === main} />
      ))}
    </Group>
  );
}

function DeedButton({ deed, busy, isMain }: { deed: Deed; busy: boolean; isMain: boolean }) {
  const { shortcuts } = usePreferences();
  useShortcut({ code: deed.code, label: deed.label, run: deed.run });
  return (
    <Button
      variant={isMain ? 'filled' : 'default'}
      disabled={busy}
      aria-keyshortcuts={shortcuts ? printed(deed.code) : undefined}
      rightSection={
        shortcuts ? (
          <Kbd size="xs" aria-hidden>
            {printed(deed.code)}
          </Kbd>
        ) : null
      }
      onClick={deed.run}
    >
      {deed.label}
    </Button>
  );
}
