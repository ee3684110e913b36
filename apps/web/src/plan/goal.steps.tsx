import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GoalView, PlanTaskView, TaskWriting } from '#domain/wire/plan.js';
import { addTask, settleTask } from '../api.plans.js';
import { useChange } from '../kit/change.hook.js';
import { ColleagueSelect } from '../kit/colleague.select.js';
import { useDates } from '../kit/dates.hook.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { DayField } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, isolated } from '../kit/text.js';
import { useSaved } from './plan.hook.js';

interface StepsProps {
  readonly code: string;
  readonly goal: GoalView;
  /** Whether the reader may add to them and tick them off. */
  readonly writes: boolean;
}

/** The steps towards a goal, whose each is and until when, and a line to add the next one. */
export function GoalSteps({ code, goal, writes }: StepsProps) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  if (goal.tasks.length === 0 && !writes) return null;
  return (
    <Stack gap="xs">
      <Text fw={600} size="sm">
        {t('plan.steps')}
      </Text>
      {goal.tasks.length > 0 ? (
        <ul className="versions">
          {goal.tasks.map((step, place) => (
            <li key={step.task ?? place}>
              <Step code={code} step={step} writes={writes} />
            </li>
          ))}
        </ul>
      ) : null}
      {writes && adding && goal.goal ? (
        <AddStep code={code} goal={goal.goal} onClose={() => setAdding(false)} />
      ) : null}
      {writes && !adding ? (
        <Group>
          <Button size="compact-md" variant="default" onClick={() => setAdding(true)}>
            {t('plan.add_step')}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

function Step({ code, step, writes }: { code: string; step: PlanTaskView; writes: boolean }) {
  const { t } = useTranslation();
  const dates = useDates();
  const part = { client: code, id: step.task ?? '', version: step.version ?? 0 };
  const settle = useChange(
    (state: PlanTaskView['state'], key) => settleTask(part, { state }, key),
    useSaved(code, () => undefined),
  );
  const answers = step.state === 'open' ? (['done', 'dropped'] as const) : (['open'] as const);
  return (
    <Stack gap={4}>
      <Text dir="auto">
        <Bdi>{step.words ?? t('plan.forgotten')}</Bdi>
      </Text>
      <Text size="sm" c="dimmed">
        {step.whose === 'client' ? t('plan.the_client') : null}
        {step.whose === 'colleague' ? <Bdi>{step.colleague ?? t('plan.the_house')}</Bdi> : null}
        {' · '}
        {dates.day(step.due_on)}
        {' · '}
        {t(`codes.task_state.${step.state}`)}
      </Text>
      <ProblemAlert problem={settle.problem} />
      {writes && step.task ? (
        <Group gap="xs">
          {answers.map((state) => (
            <Button
              key={state}
              size="compact-sm"
              variant="default"
              loading={settle.pending}
              aria-label={`${t(`plan.step_${state}`)}: ${isolated(step.words ?? '')}`}
              onClick={() => settle.run(state)}
            >
              {t(`plan.step_${state}`)}
            </Button>
          ))}
        </Group>
      ) : null}
    </Stack>
  );
}

const EMPTY: TaskWriting = { words: '', owner: null, due_on: '' };

function AddStep({ code, goal, onClose }: { code: string; goal: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<TaskWriting>(EMPTY);
  const add = useChange((body: TaskWriting, key) => addTask(code, goal, body, key), useSaved(code, onClose));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add.run(step);
      }}
    >
      <Stack gap="sm">
        <ProblemAlert problem={add.problem} />
        <TextInput
          id={fieldId(`step-${goal}`)}
          label={t('plan.step')}
          {...OWN_DIRECTION}
          value={step.words}
          onChange={({ currentTarget }) => setStep({ ...step, words: currentTarget.value })}
          error={add.errorOf('words')}
        />
        <ColleagueSelect
          label={t('plan.whose')}
          nobody={t('plan.the_client')}
          withMe
          value={step.owner ?? ''}
          onChange={(owner) => setStep({ ...step, owner: owner === '' ? null : owner })}
          error={add.errorOf('owner')}
        />
        <DayField
          field={`due_on-step-${goal}`}
          label={t('plan.due')}
          value={step.due_on}
          onChange={(due_on) => setStep({ ...step, due_on })}
          error={add.errorOf('due_on')}
        />
        <Group>
          <Button
            type="submit"
            loading={add.pending}
            disabled={step.words.trim() === '' || step.due_on === ''}
          >
            {t('plan.save_step')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
