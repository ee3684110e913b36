import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NEXT_STEP_RESULTS } from '#domain/charter/code-lists.js';
import type { NextStepResult } from '#domain/charter/code-lists.js';
import type { ApiProblem } from '../api.problem.js';
import { ProblemAlert } from '../kit/states.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice } from '../kit/fields.js';

/** A next step is not ticked off without saying what came of it: nobody is lost behind a tick. */
export function ResultDialog(props: {
  problem: ApiProblem | null;
  pending: boolean;
  onClose: () => void;
  onResult: (result: NextStepResult) => void;
}) {
  const { t } = useTranslation();
  const [result, setResult] = useState<NextStepResult | null>(null);
  return (
    <Dialog title={t('inbox.result_title')} onClose={props.onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (result) props.onResult(result);
        }}
      >
        <Stack>
          <ProblemAlert problem={props.problem} />
          <Choice
            field="result"
            label={t('inbox.result')}
            value={result}
            onChange={setResult}
            options={NEXT_STEP_RESULTS.map((each) => ({
              value: each,
              label: t(`codes.next_step_result.${each}`),
            }))}
            error={props.problem?.fields.find(({ field }) => field === 'result')?.detail}
          />
          {result === 'no_place_anywhere' ? <Text>{t('inbox.no_place_hint')}</Text> : null}
          <DialogActions
            submit={t('inbox.mark_done')}
            onClose={props.onClose}
            pending={props.pending}
            disabled={result === null}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
