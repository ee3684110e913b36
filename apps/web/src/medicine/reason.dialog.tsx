import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { MedicineWritten } from '#domain/wire/medicine.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { useSaved } from './medicine.hook.js';

/** Ends something that stands written, with a reason out of few; it stays to be read. */
export function ReasonDialog<R extends string>(props: {
  title: string;
  why: string;
  effect: string;
  options: readonly { value: R; label: string }[];
  act: (body: { reason: R }, key: string) => Promise<MedicineWritten>;
  onClose: () => void;
}) {
  const { title, why, effect, options, act, onClose } = props;
  const [reason, setReason] = useState<R | null>(null);
  const saved = useSaved(onClose);
  const end = useChange(act, saved);
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
