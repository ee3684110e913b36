import type { WorkItemView } from '#domain/wire/work.js';
import { ReadMove } from '../handoff/read.move.js';
import type { Change } from '../kit/change.hook.js';
import { ResultDialog } from './result.dialog.js';
import { isOfWork } from './work.asking.js';
import type { Asking } from './work.asking.js';
import type { WorkChange } from './work.changes.js';
import { HandOnDialog, SnoozeDialog } from './work.dialogs.js';

/** The window in which something is asked about a task. */
export function AskedWindow(props: {
  asking: Asking;
  item: WorkItemView;
  work: Change<WorkChange>;
  onClose: () => void;
  /** The handoff of the task has moved on. */
  onMoved: () => void;
}) {
  const { asking, item, work, onClose, onMoved } = props;
  if (asking === 'snooze') return <SnoozeDialog item={item} change={work} onClose={onClose} />;
  if (asking === 'hand_on') return <HandOnDialog item={item} change={work} onClose={onClose} />;
  if (isOfWork(asking))
    return (
      <ResultDialog
        problem={work.problem}
        pending={work.pending}
        onClose={onClose}
        onResult={(result) => work.run({ do: 'complete', body: { result } })}
      />
    );
  if (!item.handoff) return null;
  const { reference, version } = item.handoff;
  return (
    <ReadMove move={asking} reference={reference} atLeast={version} onClose={onClose} onDone={onMoved} />
  );
}
