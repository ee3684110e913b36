import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PLAN_DOMAINS, type PlanDomain } from '#domain/charter/plan.js';
import type { GoalWriting } from '#domain/wire/plan.js';
import { writeGoal } from '../api.plans.js';
import { useChange } from '../kit/change.hook.js';
import { fieldId } from '../kit/field.id.js';
import { KeptFrame, KeptLine, useKeptForm } from '../kit/kept.form.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { GoalFields, NO_GOAL, isWhole } from './goal.fields.js';
import { useSaved } from './plan.hook.js';

const EMPTY: GoalWriting = { ...NO_GOAL, domain: 'substance_use' };

/** A new goal. While it is written it is its author's alone and survives a closed tab. */
export function WriteGoal({ code }: { code: string }) {
  const { t } = useTranslation();
  const [goal, setGoal] = useState<GoalWriting>(EMPTY);
  const change = (part: Partial<GoalWriting>): void => setGoal({ ...goal, ...part });
  const kept = useKeptForm<GoalWriting>(`client/${code}/goal`, goal, { onContinue: setGoal });
  const saved = useSaved(code, () => setGoal({ ...EMPTY, domain: goal.domain }));
  const write = useChange(
    (body: GoalWriting, key) => writeGoal(code, body, key),
    async () => {
      kept.done();
      await saved();
    },
  );
  return (
    <Section title={t('plan.write')}>
      <KeptFrame kept={kept}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            write.run(goal);
          }}
        >
          <Stack gap="md">
            <ProblemAlert problem={write.problem} />
            <NativeSelect
              id={fieldId('domain')}
              label={t('plan.domain')}
              value={goal.domain}
              onChange={({ currentTarget }) => change({ domain: currentTarget.value as PlanDomain })}
              data={PLAN_DOMAINS.map((value) => ({ value, label: t(`codes.plan_domain.${value}`) }))}
              error={write.errorOf('domain')}
            />
            <GoalFields of="" goal={goal} change={change} errorOf={write.errorOf} />
            <Group>
              <Button type="submit" loading={write.pending} disabled={!isWhole(goal)}>
                {t('plan.save_goal')}
              </Button>
              <KeptLine kept={kept} />
            </Group>
          </Stack>
        </form>
      </KeptFrame>
    </Section>
  );
}
