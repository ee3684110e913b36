import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { GoalRevising } from '#domain/wire/plan.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { DayField } from '../kit/fields.js';

export const NO_GOAL: GoalRevising = { words: '', measure: '', target: '', due_on: '' };
export const isWhole = (goal: GoalRevising): boolean =>
  Object.values(goal).every((value: string) => value.trim() !== '');

const ROWS = 2;

/** What the client wants in their own words, by what it is seen, what is to be reached, and by when. */
export function GoalFields(props: {
  /** Sets the fields of one form apart from those of another on the same page. */
  of: string;
  goal: GoalRevising;
  change: (part: Partial<GoalRevising>) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { of, goal, change, errorOf } = props;
  return (
    <>
      {(['words', 'measure', 'target'] as const).map((field) => (
        <Textarea
          key={field}
          id={fieldId(`${field}${of}`)}
          label={t(`plan.${field}`)}
          {...OWN_DIRECTION}
          rows={ROWS}
          value={goal[field]}
          onChange={({ currentTarget }) => change({ [field]: currentTarget.value })}
          error={errorOf(field)}
        />
      ))}
      <DayField
        field={`due_on${of}`}
        label={t('plan.due')}
        value={goal.due_on}
        onChange={(due_on) => change({ due_on })}
        error={errorOf('due_on')}
      />
    </>
  );
}
