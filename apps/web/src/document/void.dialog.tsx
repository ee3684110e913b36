import { Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { ProblemAlert } from '../kit/states.js';

interface VoidProps {
  readonly act: (reason: string, key: string) => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Why a document does not count; it stays to be read. */
export function VoidDialog({ act, onDone, onClose }: VoidProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const change = useChange(act, () => {
    onDone();
    onClose();
  });
  return (
    <Dialog title={t('documents.void')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          change.run(reason);
        }}
      >
        <Stack>
          <ProblemAlert problem={change.problem} />
          <Text>{t('documents.void_effect')}</Text>
          <Textarea
            id={fieldId('reason')}
            label={t('documents.reason')}
            {...OWN_DIRECTION}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            error={change.errorOf('reason')}
          />
          <DialogActions
            submit={t('documents.void')}
            onClose={onClose}
            pending={change.pending}
            disabled={reason.trim() === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
