import { Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnvelopeView } from '#domain/wire/envelope.js';
import { moveEnvelope } from '../api.handoffs.js';
import type { EnvelopeMove, EnvelopeRequest } from '../api.handoffs.js';
import { Writing } from '../handoff/move.frame.js';
import { Suggestion } from '../handoff/receiver.dialogs.js';
import { ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';

const ENDING: readonly EnvelopeMove[] = ['reassign', 'recall'];

/** Every step of the coordination office has a reason: both houses read it. */
export function EnvelopeDialog({
  move,
  envelope,
  onClose,
}: {
  move: EnvelopeMove;
  envelope: EnvelopeView;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [suggested, setSuggested] = useState('');
  const change = useChange(
    (request: EnvelopeRequest, key) => moveEnvelope(envelope.reference, request, envelope.version, key),
    async () => {
      onClose();
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
  );
  const submit = (): void => {
    const body = { reason: reason.trim() };
    if (move === 'reassign')
      change.run({ move, body: { ...body, ...(suggested === '' ? {} : { suggested }) } });
    else change.run({ move, body });
  };
  return (
    <Dialog title={t(`codes.move.${move}`)} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          <ProblemAlert problem={change.problem} />
          <Text>{t(`coordination.effect.${move}`)}</Text>
          {move === 'reassign' ? (
            <Suggestion value={suggested} onChange={setSuggested} error={change.errorOf('suggested')} />
          ) : null}
          <Writing
            field="reason"
            label={t('coordination.reason')}
            description={t('handoff.no_names')}
            value={reason}
            onChange={setReason}
            error={change.errorOf('reason')}
          />
          <DialogActions
            submit={t(`codes.move.${move}`)}
            onClose={onClose}
            pending={change.pending}
            ending={ENDING.includes(move)}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
