import { Anchor, List, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecordedStage } from '#domain/charter/pathway.js';
import type { CriterionView } from '#domain/wire/client.js';
import { fieldId } from './field.id.js';
import { focusField } from './focus.js';
import { useRecordWord } from './record.words.js';
import type { RecordField } from './record.shape.js';
import { useTerms } from './text.js';

interface CriteriaProps {
  readonly label: string;
  readonly criteria: readonly CriterionView[];
  /** The stage whose record holds the evidence. */
  readonly stage: RecordedStage | null;
  /** Opens the form that holds a field and leads there; unless given, the link leads to the field on this page. */
  readonly onField?: (form: CriterionView['form'], field: string) => void;
}

/**
 * What must be true before moving on. What is met shows from which recorded value, what is not met leads to the field that is
 * missing: nothing is ticked by hand.
 */
export function CriteriaList({ label, criteria, stage, onField }: CriteriaProps) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <List spacing="sm" aria-label={label} className="criteria">
      {criteria.map((each) => (
        <List.Item
          key={each.criterion}
          icon={
            <ThemeIcon variant={each.met ? 'filled' : 'default'} radius="xl" size={28}>
              {each.met ? <IconCheck size={18} aria-hidden /> : <IconCircleDashed size={18} aria-hidden />}
            </ThemeIcon>
          }
        >
          {terms.criterion(each.criterion)}:{' '}
          <Text span fw={600}>
            {each.met ? t('client.met') : t('client.unmet')}
          </Text>
          <Evidence criterion={each} stage={stage} onField={onField} />
        </List.Item>
      ))}
    </List>
  );
}

const SAFETY = ['suicide_risk', 'weeks_of_pregnancy', 'allergies', 'medicines'] as const;

function useFieldWord(): (form: CriterionView['form'], field: string) => string {
  const { t } = useTranslation();
  return (form, field) =>
    form === 'safety' ? t(`safety.${field as (typeof SAFETY)[number]}`) : t(`record.${field as RecordField}`);
}

function Evidence({
  criterion: { met, evidence, form },
  stage,
  onField,
}: {
  criterion: CriterionView;
  stage: RecordedStage | null;
  onField: CriteriaProps['onField'] | undefined;
}) {
  const { t } = useTranslation();
  const word = useFieldWord();
  const value = useRecordWord();
  if (evidence.length === 0) return null;
  return (
    <ul className="evidence">
      {evidence.map(({ field, value: recorded }) => (
        <li key={field}>
          <Anchor
            href={`#${fieldId(field)}`}
            underline="always"
            size="sm"
            aria-label={t(recorded === null || !met ? 'kit.record_it' : 'kit.look_at', {
              field: word(form, field),
            })}
            onClick={(event) => {
              event.preventDefault();
              if (onField) onField(form, field);
              else focusField(field);
            }}
          >
            {recorded === null ? t('kit.record_it', { field: word(form, field) }) : word(form, field)}
          </Anchor>
          {recorded === null || stage === null || form === 'safety' ? null : (
            <Text span size="sm" c="dimmed">
              {' '}
              <bdi>{value(stage, field, recorded)}</bdi>
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}
