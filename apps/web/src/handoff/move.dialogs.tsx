import { useTranslation } from 'react-i18next';
import type { SideMove } from '#domain/charter/handoff.js';
import { Dialog } from '../kit/dialog.js';
import { Resume, Return } from './consent.dialogs.js';
import { Hold, Plain, Stop, Withdraw } from './either.dialogs.js';
import type { PlainMove } from './either.dialogs.js';
import type { MoveDialogProps } from './move.frame.js';
import { Accept, Arrive, Ask, Decline, Invite, Report, Reschedule, Waitlist } from './receiver.dialogs.js';
import { Answer, Call, Contact, Recall, Void, Wish } from './sender.dialogs.js';

/** Moves of one tap: they say everything, and nothing ends with them. */
export type TapMove = 'take' | 'propose' | 'acknowledge';
/** Changing a draft is done on the page that wrote it. */
export type AskedMove = Exclude<SideMove, TapMove | PlainMove | 'edit'>;
export type DialogMove = AskedMove | PlainMove;

const forms: { [M in AskedMove]: (props: MoveDialogProps) => React.ReactNode } = {
  ask: Ask,
  answer: Answer,
  waitlist: Waitlist,
  wish: Wish,
  accept: Accept,
  decline: Decline,
  recall: Recall,
  hold: Hold,
  resume: Resume,
  reschedule: Reschedule,
  contact: Contact,
  call: Call,
  arrive: Arrive,
  invite: Invite,
  report: Report,
  withdraw: Withdraw,
  return: Return,
  stop: Stop,
  void: Void,
};

const isAsked = (move: DialogMove): move is AskedMove => move in forms;

/** Each question of a handoff in its own small window. */
export function MoveDialog({ move, ...props }: MoveDialogProps & { move: DialogMove }) {
  const { t } = useTranslation();
  const title = t(`codes.move.${move}`);
  if (!isAsked(move)) {
    return (
      <Dialog onClose={props.onClose} title={title}>
        <Plain move={move} {...props} />
      </Dialog>
    );
  }
  const Form = forms[move];
  return (
    <Dialog onClose={props.onClose} title={title}>
      <Form {...props} />
    </Dialog>
  );
}
