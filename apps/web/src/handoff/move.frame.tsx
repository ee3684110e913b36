import { Stack, Text, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SideMove } from '#domain/charter/handoff.js';
import type { ConsentRequest } from '#domain/wire/consent.js';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import type { MoveRequest } from '../api.handoffs.js';
import { ProblemAlert } from '../kit/states.js';
import type { Change } from '../kit/change.hook.js';
import { DialogActions } from '../kit/dialog.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { instantOf } from '../kit/time.js';
import type { WallTime } from '../kit/time.js';
import { ENDING } from './move.ending.js';

/** A move that is asked for; where it stands on a consent that was just given, that one is recorded first. */
export interface Asked {
  readonly request: MoveRequest;
  readonly consent?: { readonly client: string; readonly request: ConsentRequest };
}

export interface MoveDialogProps {
  readonly handoff: HandoffDetail;
  readonly change: Change<Asked>;
  readonly onClose: () => void;
}

interface FrameProps extends MoveDialogProps {
  readonly move: SideMove;
  /** The words of the button; unless given, the name of the move. */
  readonly submit?: string;
  /** What follows from it. */
  readonly effect?: string;
  readonly disabled?: boolean;
  readonly request: () => MoveRequest | Asked | null;
  readonly children?: ReactNode;
}

/** The form of one move: what follows, what is asked, the way out, and the one button. */
export function Frame({ change, onClose, move, submit, effect, disabled, request, children }: FrameProps) {
  const { t } = useTranslation();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const asked = request();
        if (asked) change.run('request' in asked ? asked : { request: asked });
      }}
    >
      <Stack>
        <ProblemAlert problem={change.problem} />
        {effect === undefined ? null : <Text>{effect}</Text>}
        {children}
        <DialogActions
          submit={submit ?? t(`codes.move.${move}`)}
          onClose={onClose}
          pending={change.pending}
          disabled={disabled ?? false}
          ending={ENDING.includes(move)}
        />
      </Stack>
    </form>
  );
}

/** What was typed, where it is no time at all: the server then says which field it cannot read. */
export const sent = (wall: WallTime, zone: string): string =>
  instantOf(wall, zone) ?? `${wall.date} ${wall.time}`.trim();

export function ZoneNote({ zone }: { zone: string }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="dimmed">
      {t('handoff.zone')} <bdi dir="ltr">{zone}</bdi>
    </Text>
  );
}

export function Writing(props: {
  field: string;
  label: string;
  description?: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}) {
  return (
    <Textarea
      id={fieldId(props.field)}
      label={props.label}
      description={props.description}
      {...OWN_DIRECTION}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
    />
  );
}

/** A text that may be left out is left out, not sent empty. */
export const noted = (note: string): { note?: string } => (note.trim() === '' ? {} : { note: note.trim() });
