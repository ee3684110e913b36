import { Button, Group } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HANDOFF_MOVES } from '#domain/charter/handoff.js';
import type { HandoffMove } from '#domain/charter/handoff.js';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { moveHandoff } from '../api.js';
import type { MoveRequest } from '../api.js';
import { useMay } from '../session/session.context.js';
import { ProblemAlert } from '../shell/states.js';
import { useChange } from '../ui/change.hook.js';
import { MoveDialog } from './move.dialogs.js';

/** The move that takes the handoff forward is the one primary button. */
const FORWARD: readonly HandoffMove[] = ['accept', 'arrive', 'report'];

/** The moves the server offers to this side, as far as the reader's role opens them. Two of them need no more than the tap. */
export function MoveButtons({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<HandoffMove | null>(null);
  const change = useChange(
    (request: MoveRequest, key) => moveHandoff(handoff.reference, request, handoff.version, key),
    async () => {
      setAsking(null);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
  );
  const moves = HANDOFF_MOVES.filter((move) => handoff.moves.includes(move) && may(`handoff.${move}`));
  if (moves.length === 0) return null;
  const ask = (move: HandoffMove): void => {
    change.reset();
    if (move === 'take') change.run({ move });
    else setAsking(move);
  };
  return (
    <>
      {asking === null ? (
        <div className="alert-place">
          <ProblemAlert problem={change.problem} />
        </div>
      ) : null}
      <Group gap="sm" mt="lg">
        {moves.map((move) => {
          const primary = FORWARD.includes(move);
          return (
            <Button
              key={move}
              variant={primary ? 'filled' : 'default'}
              leftSection={primary ? <IconCheck size={18} aria-hidden /> : null}
              loading={change.pending && asking === null && move === 'take'}
              onClick={() => ask(move)}
            >
              {t(`codes.move.${move}`)}
            </Button>
          );
        })}
      </Group>
      {asking && asking !== 'take' ? (
        <MoveDialog move={asking} handoff={handoff} change={change} onClose={() => setAsking(null)} />
      ) : null}
    </>
  );
}
