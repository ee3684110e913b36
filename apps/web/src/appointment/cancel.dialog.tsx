import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CANCEL_REASONS,
  CANCELLED,
  type Cancelled,
  type CancelReason,
  type SeriesScope,
} from '#domain/charter/contact.js';
import type { ContactCancelRequest, ContactView } from '#domain/wire/contact.js';
import { cancelAppointment } from '../api.appointments.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice } from '../kit/fields.js';
import { say } from '../kit/notice.js';
import { ProblemAlert } from '../kit/states.js';
import { Instant } from '../kit/text.js';
import { useFresh } from './fresh.hook.js';
import { Scope } from './scope.field.js';

/** Cancels an appointment, or it and all that follow: by whom and why, so that nobody counts it as staying away. */
export function CancelDialog({ of, onClose }: { of: ContactView; onClose: () => void }) {
  const { t } = useTranslation();
  const fresh = useFresh();
  const [by, setBy] = useState<Cancelled | null>(null);
  const [reason, setReason] = useState<CancelReason | null>(null);
  const [scope, setScope] = useState<SeriesScope>('this');
  const cancel = useChange(
    (body: ContactCancelRequest, key) => cancelAppointment(of, body, key),
    async () => {
      onClose();
      await fresh();
      say(t('app.saved'));
    },
  );
  return (
    <Dialog title={t('appointments.cancel')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (by && reason) cancel.run({ by, reason, scope });
        }}
      >
        <Stack>
          <ProblemAlert problem={cancel.problem} />
          <Text>
            <Instant at={of.starts_at} />
          </Text>
          <Choice
            field="by"
            label={t('appointments.by')}
            value={by}
            onChange={setBy}
            options={CANCELLED.map((value) => ({ value, label: t(`codes.contact_outcome.${value}`) }))}
            error={cancel.errorOf('by')}
          />
          <Choice
            field="reason"
            label={t('appointments.why')}
            value={reason}
            onChange={setReason}
            options={CANCEL_REASONS.map((value) => ({ value, label: t(`codes.cancel_reason.${value}`) }))}
            error={cancel.errorOf('reason')}
          />
          {of.series ? <Scope value={scope} onChange={setScope} error={cancel.errorOf('scope')} /> : null}
          <DialogActions
            submit={t('appointments.cancel')}
            onClose={onClose}
            pending={cancel.pending}
            disabled={by === null || reason === null}
            ending
          />
        </Stack>
      </form>
    </Dialog>
  );
}
