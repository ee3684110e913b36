import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkItemView } from '#domain/wire/work.js';
import { ColleagueSelect } from '../kit/colleague.select.js';
import type { Change } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { ProblemAlert } from '../kit/states.js';
import { PutOffChoice } from './put.off.choice.js';
import { putOffLimit, useFirstPutOff, usePutOffInstant } from './snooze.choice.js';
import type { WorkChange } from './work.changes.js';

interface WorkDialogProps {
  readonly item: WorkItemView;
  readonly change: Change<WorkChange>;
  readonly onClose: () => void;
}

export function SnoozeDialog({ item, change, onClose }: WorkDialogProps) {
  const { t } = useTranslation();
  const dates = useDates();
  const limit = putOffLimit(item);
  const [chosen, setChosen] = useState(useFirstPutOff(limit));
  const instant = usePutOffInstant();
  const isNever = limit !== null && dates.past(limit);
  return (
    <Dialog title={t('day.snooze')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isNever) change.run({ do: 'snooze', until: instant(chosen) });
        }}
      >
        <Stack>
          <ProblemAlert problem={change.problem} />
          {isNever ? (
            <Text>{t('day.snooze_never', { when: dates.relative(limit) })}</Text>
          ) : (
            <PutOffChoice value={chosen} onChange={setChosen} limit={limit} error={change.errorOf('until')} />
          )}
          <DialogActions
            submit={t('day.snooze')}
            onClose={onClose}
            pending={change.pending}
            disabled={isNever}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

export function HandOnDialog({ change, onClose }: WorkDialogProps) {
  const { t } = useTranslation();
  const [colleague, setColleague] = useState('');
  return (
    <Dialog title={t('day.hand_on')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (colleague !== '') change.run({ do: 'assign', colleague });
        }}
      >
        <Stack>
          <ProblemAlert problem={change.problem} />
          <Text>{t('day.hand_effect')}</Text>
          <ColleagueSelect
            label={t('day.hand_to')}
            value={colleague}
            onChange={setColleague}
            error={change.errorOf('colleague')}
          />
          <DialogActions
            submit={t('day.hand_on')}
            onClose={onClose}
            pending={change.pending}
            disabled={colleague === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
