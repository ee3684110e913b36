import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { readHandoff } from '../api.handoffs.js';
import { Dialog } from '../kit/dialog.js';
import { Loaded, Waiting } from '../kit/states.js';
import { handoffKey } from './handoff.key.js';
import { MoveDialog } from './move.dialogs.js';
import type { DialogMove } from './move.dialogs.js';
import { useMove } from './move.hook.js';

interface ReadMoveProps {
  readonly move: DialogMove;
  readonly reference: string;
  /** A list has seen this version already: what was read before it is read again first. */
  readonly atLeast?: number;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The handoff is read first: what is written must stand on how it is now, and on what is known of it. */
export function ReadMove({ move, reference, atLeast = 0, onClose, onDone }: ReadMoveProps) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: handoffKey(reference),
    queryFn: () => readHandoff(reference),
    staleTime: 0,
  });
  if (query.data && query.data.version >= atLeast)
    return <MoveOfRead move={move} handoff={query.data} onClose={onClose} onDone={onDone} />;
  return (
    <Dialog title={t(`codes.move.${move}`)} onClose={onClose}>
      <Loaded query={query}>{() => <Waiting rows={2} />}</Loaded>
    </Dialog>
  );
}

function MoveOfRead({
  move,
  handoff,
  onClose,
  onDone,
}: Omit<ReadMoveProps, 'reference' | 'atLeast'> & { handoff: HandoffDetail }) {
  const change = useMove(handoff, onDone);
  return <MoveDialog move={move} handoff={handoff} change={change} onClose={onClose} />;
}
