import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useChange } from './change.hook.js';
import { Dialog, DialogActions } from './dialog.js';
import { Choice } from './fields.js';
import { ProblemAlert } from './states.js';

/** Ends something that stands written, with a reason out of few; it stays to be read. */
export function ReasonDialog<R extends string>(props: {
  title: string;
  why: string;
  effect: string;
  options: readonly { value: R; label: string }[];
  act: (body: { reason: R }, key: string) => Promise<unknown>;
  /** What is read again once it is done; the dialog is closed by it. */
  onSaved: () => Promise<void>;
  onClose: () => void;
}) {
  const { title, why, effect, options, act, onSaved, onClose } = props;
  const [reason, setReason] = useState<R | null>(null);
  const end = useChange(act, onSaved);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (reason) end.run({ reason });
        }}
      >
        <Stack>
          <ProblemAlert problem={end.problem} />
          <Text size="sm">{effect}</Text>
          <Choice
            field="reason"
            label={why}
            value={reason}
            onChange={setReason}
            options={options}
            error={end.errorOf('reason')}
          />
          <DialogActions
            submit={title}
            onClose={onClose}
            pending={end.pending}
            disabled={reason === null}
            ending
          />
        </Stack>
      </form>
    </Dialog>
  );
}
