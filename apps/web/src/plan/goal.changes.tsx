import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DROP_REASONS, type DropReason } from '#domain/charter/plan.js';
import type { GoalRevising, GoalView } from '#domain/wire/plan.js';
import { reviseGoal, settleGoal } from '../api.plans.js';
import { useChange } from '../kit/change.hook.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { Choice } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode } from '../kit/text.js';
import { GoalFields, isWhole } from './goal.fields.js';
import { useSaved, type GoalPart } from './plan.hook.js';

interface ChangeProps {
  readonly part: GoalPart;
  readonly goal: GoalView;
  readonly onClose: () => void;
}

/** Says a goal anew; what it said before stays to be read below. */
export function ReviseGoal({ part, goal, onClose }: ChangeProps) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<GoalRevising>({
    words: goal.words ?? '',
    measure: goal.measure ?? '',
    target: goal.target ?? '',
    due_on: goal.due_on,
  });
  const revise = useChange(
    (body: GoalRevising, key) => reviseGoal(part, body, key),
    useSaved(part.client, onClose),
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        revise.run(said);
      }}
    >
      <Stack gap="sm">
        <ProblemAlert problem={revise.problem} />
        <GoalFields
          of={`-${part.id}`}
          goal={said}
          change={(change) => setSaid({ ...said, ...change })}
          errorOf={revise.errorOf}
        />
        <Group>
          <Button type="submit" loading={revise.pending} disabled={!isWhole(said)}>
            {t('plan.save_revised')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A goal is dropped with a reason, and stays to be read. */
export function DropGoal({ part, goal, onClose }: ChangeProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<DropReason | null>(null);
  const drop = useChange(
    (why: DropReason, key) => settleGoal(part, { state: 'dropped', reason: why }, key),
    useSaved(part.client, onClose),
  );
  return (
    <ConfirmDialog
      title={t('plan.drop')}
      object={
        <>
          <Bdi>{goal.words ?? t(`codes.plan_domain.${goal.domain}`)}</Bdi> · <ClientCode of={part.client} />
        </>
      }
      effect={t('plan.drop_effect')}
      problem={drop.problem}
      pending={drop.pending}
      disabled={reason === null}
      onSure={() => {
        if (reason) drop.run(reason);
      }}
      onClose={onClose}
    >
      <Choice
        field="reason"
        label={t('plan.drop_why')}
        value={reason}
        onChange={setReason}
        options={DROP_REASONS.map((value) => ({ value, label: t(`codes.drop_reason.${value}`) }))}
        error={drop.errorOf('reason')}
        wide
      />
    </ConfirmDialog>
  );
}
