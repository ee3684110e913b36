import { Badge, Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CORRECTION_DECISIONS, type CorrectionDecision } from '#domain/charter/rights.js';
import type { CorrectionView } from '#domain/wire/rights.js';
import { decideCorrection, listCorrections } from '../api.rights.js';
import { usePaged } from '../kit/paged.hook.js';
import { Section } from '../kit/section.js';
import { Bdi, Code, Due } from '../kit/text.js';
import { PagedPart } from '../privacy/paged.part.js';
import { useMay } from '../session/session.context.js';
import { DeedDialog } from './deed.dialog.js';

/** Corrections that clients asked for, until somebody who did not ask decides. */
export function Corrections() {
  const { t } = useTranslation();
  const may = useMay();
  const [decided, setDecided] = useState<CorrectionView | null>(null);
  const { query, items } = usePaged(['corrections'], listCorrections);
  return (
    <Section title={t('rights.corrections')}>
      <PagedPart
        query={query}
        items={items}
        label={t('rights.corrections')}
        keyOf={({ correction }) => correction}
        empty={{ title: t('rights.nothing'), words: t('rights.nothing_words') }}
        columns={[
          {
            id: 'client',
            head: t('rights.client'),
            width: '8rem',
            cell: ({ client }) => <Code>{client}</Code>,
          },
          {
            id: 'field',
            head: t('rights.field'),
            width: 'minmax(0, 2fr)',
            cell: (row) => (
              <>
                {t(`codes.correction_field.${row.field}`)}
                <Text size="sm">
                  <Bdi>{row.says}</Bdi> → <Bdi>{row.should_say}</Bdi>
                </Text>
              </>
            ),
          },
          {
            id: 'state',
            head: t('rights.state'),
            cell: (row) => (
              <>
                <Badge variant="outline" className="wrapping">
                  {t(`codes.correction_state.${row.state}`)}
                </Badge>
                {row.decision ? null : <Due at={row.decide_due_at} />}
                {!row.decision && !row.mine && may('correction.decide') ? (
                  <Button size="compact-md" onClick={() => setDecided(row)}>
                    {t('rights.decide')}
                  </Button>
                ) : null}
              </>
            ),
          },
        ]}
      />
      {decided ? <DecideDialog correction={decided} onClose={() => setDecided(null)} /> : null}
    </Section>
  );
}

function DecideDialog(props: { correction: CorrectionView; onClose: () => void }) {
  const { t } = useTranslation();
  const { correction, onClose } = props;
  return (
    <DeedDialog
      title={t('rights.decide')}
      effect={t('rights.correction_effect')}
      submit={t('rights.decide')}
      again={['corrections']}
      fields={[
        {
          name: 'decision',
          label: t('rights.outcome'),
          kind: 'choice',
          options: CORRECTION_DECISIONS.map((value) => ({
            value,
            label: t(`codes.correction_decision.${value}`),
          })),
        },
        { name: 'reason', label: t('rights.reason'), kind: 'words' },
      ]}
      run={(values, key) =>
        decideCorrection(
          correction,
          { decision: values['decision'] as CorrectionDecision, reason: values['reason'] ?? '' },
          key,
        )
      }
      onClose={onClose}
    />
  );
}
