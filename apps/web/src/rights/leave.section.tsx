import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LEAVE_OUTCOMES, type LeaveOutcome } from '#domain/charter/rights.js';
import type { ClientRightsView, LeaveWishView } from '#domain/wire/rights.js';
import { answerLeave, askToLeave } from '../api.rights.js';
import { Section } from '../kit/section.js';
import { Bdi, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { Standing } from './asked.list.js';
import { DeedDialog } from './deed.dialog.js';
import { Entry, rightsKey } from './rights.parts.js';

/** That somebody wants to leave comes first on the page: two hours are short. */
export function LeaveSection({ view }: { view: ClientRightsView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const [answered, setAnswered] = useState<LeaveWishView | null>(null);
  const isOpen = view.leave.some(({ outcome }) => outcome === null);
  return (
    <Section
      title={t('rights.leave')}
      actions={
        may('leave.ask') && !isOpen ? (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('rights.leave_ask')}
          </Button>
        ) : null
      }
    >
      <Stack gap="sm">
        {view.leave.length === 0 ? <Text>{t('rights.leave_none')}</Text> : null}
        {view.leave.map((wish) => (
          <Entry
            key={wish.wish}
            title={t(`rights.asked_by.${wish.asked_by}`)}
            by={
              <>
                <Instant at={wish.asked_at} />
                {wish.answered_by ? (
                  <>
                    {' · '}
                    {t('rights.answered_by')} <Bdi>{wish.answered_by}</Bdi>
                  </>
                ) : null}
              </>
            }
            standing={
              <Standing
                words={wish.outcome ? t(`codes.leave_outcome.${wish.outcome}`) : t('rights.leave_open')}
                dueAt={wish.outcome ? null : wish.answer_due_at}
              >
                {wish.outcome === null && may('leave.answer') ? (
                  <Button size="compact-md" onClick={() => setAnswered(wish)}>
                    {t('rights.leave_answer')}
                  </Button>
                ) : null}
              </Standing>
            }
          />
        ))}
      </Stack>
      {asking ? (
        <DeedDialog
          title={t('rights.leave_ask')}
          effect={t('rights.leave_effect')}
          submit={t('rights.leave_submit')}
          again={rightsKey(view.client)}
          fields={[]}
          run={(_values, key) => askToLeave(view.client, key)}
          onClose={() => setAsking(false)}
        />
      ) : null}
      {answered ? (
        <AnswerDialog wish={answered} client={view.client} onClose={() => setAnswered(null)} />
      ) : null}
    </Section>
  );
}

const DONE = ['safety_talk', 'belongings_returned', 'documents_returned', 'transport_arranged'] as const;

function AnswerDialog(props: { wish: LeaveWishView; client: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DeedDialog
      title={t('rights.leave_answer')}
      effect={t('rights.leave_answer_effect')}
      submit={t('rights.save')}
      again={rightsKey(props.client)}
      fields={[
        {
          name: 'outcome',
          label: t('rights.outcome_of_leave'),
          kind: 'choice',
          options: LEAVE_OUTCOMES.map((value) => ({ value, label: t(`codes.leave_outcome.${value}`) })),
        },
        ...DONE.map((name) => ({ name, label: t(`rights.leave_done.${name}`), kind: 'tick' }) as const),
      ]}
      run={(values, key) =>
        answerLeave(
          props.wish,
          {
            outcome: values['outcome'] as LeaveOutcome,
            safety_talk: values['safety_talk'] === 'yes',
            belongings_returned: values['belongings_returned'] === 'yes',
            documents_returned: values['documents_returned'] === 'yes',
            transport_arranged: values['transport_arranged'] === 'yes',
          },
          key,
        )
      }
      onClose={props.onClose}
    />
  );
}
