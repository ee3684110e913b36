import { Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeriesScope } from '#domain/charter/contact.js';
import type { ContactMoveRequest, ContactView } from '#domain/wire/contact.js';
import { moveAppointment } from '../api.appointments.js';
import { useChange } from '../kit/change.hook.js';
import { ColleagueSelect } from '../kit/colleague.select.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { say } from '../kit/notice.js';
import { ProblemAlert } from '../kit/states.js';
import { wallOf } from '../kit/time.js';
import { useFresh } from './fresh.hook.js';
import { Scope } from './scope.field.js';
import { HourFields, spanOf, type Hour } from './hour.fields.js';

const MINUTE_MS = 60_000;

/** Another hour or another colleague, for this appointment or for it and all that follow. */
export function MoveDialog({ of, onClose }: { of: ContactView; onClose: () => void }) {
  const { t } = useTranslation();
  const { zone } = useDates();
  const fresh = useFresh();
  const [hour, setHour] = useState<Hour>(() => ({
    at: wallOf(new Date(of.starts_at), zone),
    minutes: Math.round((Date.parse(of.ends_at) - Date.parse(of.starts_at)) / MINUTE_MS),
  }));
  const [colleague, setColleague] = useState(of.with?.colleague ?? '');
  const [scope, setScope] = useState<SeriesScope>('this');
  const move = useChange(
    (body: ContactMoveRequest, key) => moveAppointment(of, body, key),
    async () => {
      onClose();
      await fresh();
      say(t('app.saved'));
    },
  );
  return (
    <Dialog title={t('appointments.move')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          move.run({ ...spanOf(hour, zone), with: colleague === '' ? null : colleague, scope });
        }}
      >
        <Stack>
          <ProblemAlert problem={move.problem} />
          <HourFields value={hour} onChange={setHour} errorOf={move.errorOf} />
          <ColleagueSelect
            label={t('appointments.with')}
            nobody={t('appointments.nobody')}
            withMe
            value={colleague}
            onChange={setColleague}
            error={move.errorOf('with')}
          />
          {of.series ? <Scope value={scope} onChange={setScope} error={move.errorOf('scope')} /> : null}
          <DialogActions submit={t('appointments.move')} onClose={onClose} pending={move.pending} />
        </Stack>
      </form>
    </Dialog>
  );
}
