import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROUND_CONCERNS, type RoundConcern } from '#domain/charter/ward.js';
import type { ApiProblem } from '../api.problem.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Ticks } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { ClientCode } from '../kit/text.js';

/** Somebody was seen and something needs attention: what, out of the list of the round. */
export function AttentionDialog(props: {
  client: string;
  problem: ApiProblem | null;
  pending: boolean;
  onWrite: (concerns: RoundConcern[]) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { client, problem, pending, onWrite, onClose } = props;
  const [concerns, setConcerns] = useState<RoundConcern[]>([]);
  return (
    <Dialog title={t('codes.round_finding.attention')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onWrite(concerns);
        }}
      >
        <Stack>
          <ProblemAlert problem={problem} />
          <Text>
            {t('board.client')} <ClientCode of={client} />
          </Text>
          <Ticks
            field="concerns"
            label={t('board.concerns')}
            value={concerns}
            onChange={setConcerns}
            options={ROUND_CONCERNS.map((value) => ({ value, label: t(`codes.round_concern.${value}`) }))}
          />
          <DialogActions
            submit={t('board.write')}
            onClose={onClose}
            pending={pending}
            disabled={concerns.length === 0}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
