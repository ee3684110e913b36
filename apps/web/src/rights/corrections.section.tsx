import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CORRECTION_DECISIONS } from '#domain/charter/rights.js';
import type { CorrectionView } from '#domain/wire/rights.js';
import { decideCorrection, listCorrections } from '../api.rights.js';
import { Bdi } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { AnswerDialog, AskedList } from './asked.list.js';

/** Corrections that clients asked for, until somebody who did not ask decides. */
export function Corrections() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <AskedList
      title={t('rights.corrections')}
      topic="corrections"
      list={listCorrections}
      keyOf={({ correction }) => correction}
      what={{
        head: t('rights.field'),
        width: 'minmax(0, 2fr)',
        cell: (row) => (
          <>
            {t(`codes.correction_field.${row.field}`)}
            <Asked correction={row} />
          </>
        ),
      }}
      standing={({ state }) => t(`codes.correction_state.${state}`)}
      dueAt={(row) => (row.decision === null ? row.decide_due_at : null)}
      answer={t('rights.decide')}
      mayAnswer={({ mine }) => !mine && may('correction.decide')}
      dialog={(row, onClose) => (
        <DecideCorrection correction={row} again={['corrections']} onClose={onClose} />
      )}
    />
  );
}

/** What stands there and what should, in the client's words; nothing where they were erased. */
export function Asked({ correction: { says, should_say } }: { correction: CorrectionView }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm">
        {t('rights.says')}: <Bdi>{says ?? t('rights.gone')}</Bdi>
      </Text>
      <Text size="sm">
        {t('rights.should_say')}: <Bdi>{should_say ?? t('rights.gone')}</Bdi>
      </Text>
    </>
  );
}

/** Somebody who did not ask decides, and says why. */
export function DecideCorrection(props: {
  correction: CorrectionView;
  again: readonly string[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <AnswerDialog
      title={t('rights.decide')}
      effect={t('rights.correction_effect')}
      again={props.again}
      field="decision"
      options={CORRECTION_DECISIONS.map((value) => ({
        value,
        label: t(`codes.correction_decision.${value}`),
      }))}
      run={(decision, reason, key) => decideCorrection(props.correction, { decision, reason }, key)}
      onClose={props.onClose}
    />
  );
}
