import { List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OPEN_HANDOFF_STATES } from '#domain/charter/handoff.js';
import type { MoveOutcome, Stage } from '#domain/charter/pathway.js';
import type { ClientView } from '#domain/wire/client.js';
import { currentLanguage } from '../i18n.js';
import { FieldBlock } from '../kit/fields.js';
import { inWords, useTerms } from '../kit/text.js';
import { wayBack } from './way.back.js';

/** What will have happened once the button is pressed, line by line, before it is pressed. */
export function MoveEffects(props: {
  client: ClientView;
  to: Stage;
  outcome: MoveOutcome;
  isOverride: boolean;
}) {
  const { t } = useTranslation();
  const terms = useTerms();
  const { client, to, outcome, isOverride } = props;
  const asked = client.handoffs.filter(
    ({ side, state }) => side === 'sender' && OPEN_HANDOFF_STATES.some((each) => each === state),
  );
  const lines = [
    ...(client.stage
      ? [t('passage.ends', { stage: terms.stage(client.stage), outcome: t(`codes.outcome.${outcome}`) })]
      : []),
    t('passage.begins', { stage: terms.stage(to) }),
    ...(isOverride ? [t('passage.countersign')] : []),
    t('passage.stays'),
    t('passage.untold'),
    ...asked.map(({ receiver }) =>
      t('passage.held', { partner: inWords(receiver.names, currentLanguage()) }),
    ),
    client.stage === null
      ? t('passage.no_undo')
      : t(`passage.no_undo_${wayBack(client.stage, to)}`, { stage: terms.stage(client.stage) }),
  ];
  return (
    <FieldBlock legend={t('passage.after')}>
      <List spacing={4} aria-label={t('passage.after')}>
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </FieldBlock>
  );
}
