import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { readHandoff } from '../api.handoffs.js';
import { Dialog } from '../kit/dialog.js';
import { Loaded } from '../kit/states.js';
import { handoffKey } from './handoff.page.js';
import { MoveDialog } from './move.dialogs.js';
import type { DialogMove } from './move.dialogs.js';
import { useMove } from './move.hook.js';

interface ReadMoveProps {
  readonly move: DialogMove;
  readonly reference: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The handoff is read first: what is written must stand on how it is now, and on what is known of it. */
export function ReadMove({ move, reference, onClose, onDone }: ReadMoveProps) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: handoffKey(reference), queryFn: () => readHandoff(reference) });
  if (query.data) return <MoveOfRead move={move} handoff={query.data} onClose={onClose} onDone={onDone} />;
  return (
    <Dialog title={t(`codes.move.${move}`)} onClose={onClose}>
      <Loaded query={query}>{() => null}</Loaded>
    </Dialog>
  );
}

function MoveOfRead({
  move,
  handoff,
  onClose,
  onDone,
}: Omit<ReadMoveProps, 'reference'> & { handoff: HandoffDetail }) {
  const change = useMove(handoff, onDone);
  return <MoveDialog move={move} handoff={handoff} change={change} onClose={onClose} />;
}
