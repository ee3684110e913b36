import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCESS_FORMS, type AccessForm } from '#domain/charter/rights.js';
import type { AccessRequestView, ClientRightsView } from '#domain/wire/rights.js';
import { askAccess } from '../api.rights.js';
import { Section } from '../kit/section.js';
import { Bdi, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { AnswerAccess } from './access.section.js';
import { Standing } from './asked.list.js';
import { DeedDialog } from './deed.dialog.js';
import { Entry, rightsKey } from './rights.parts.js';

/** Requests of one client for their record, with the day by which they must have it. */
export function OwnAccess({ view }: { view: ClientRightsView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const [answered, setAnswered] = useState<AccessRequestView | null>(null);
  const again = rightsKey(view.client);
  return (
    <Section
      title={t('rights.own_access')}
      actions={
        may('access.request') ? (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('rights.access_ask')}
          </Button>
        ) : null
      }
    >
      <Stack gap="sm">
        {view.access.length === 0 ? <Text>{t('rights.access_none')}</Text> : null}
        {view.access.map((one) => (
          <OneRequest key={one.request} request={one} onAnswer={() => setAnswered(one)} />
        ))}
      </Stack>
      {asking ? (
        <DeedDialog
          title={t('rights.access_ask')}
          effect={t('rights.access_effect')}
          submit={t('rights.save')}
          again={again}
          fields={[
            {
              name: 'form',
              label: t('rights.access_form'),
              kind: 'choice',
              start: 'paper',
              options: ACCESS_FORMS.map((value) => ({ value, label: t(`codes.access_form.${value}`) })),
            },
          ]}
          run={(values, key) => askAccess(view.client, { form: values['form'] as AccessForm }, key)}
          onClose={() => setAsking(false)}
        />
      ) : null}
      {answered ? <AnswerAccess request={answered} again={again} onClose={() => setAnswered(null)} /> : null}
    </Section>
  );
}

function OneRequest({ request: one, onAnswer }: { request: AccessRequestView; onAnswer: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Entry
      title={t(`codes.access_form.${one.form}`)}
      by={
        <>
          {t(`rights.asked_by.${one.asked_by}`)} · <Instant at={one.received_at} />
          {one.answered_by ? (
            <>
              {' · '}
              {t('rights.answered_by')} <Bdi>{one.answered_by}</Bdi>
            </>
          ) : null}
        </>
      }
      standing={
        <Standing
          words={one.answer ? t(`codes.access_answer.${one.answer}`) : t('rights.access_open')}
          dueAt={one.answer ? null : one.answer_due_at}
        >
          {one.answer === null && may('access.answer') ? (
            <Button size="compact-md" onClick={onAnswer}>
              {t('rights.answer')}
            </Button>
          ) : null}
        </Standing>
      }
    >
      {one.reason ? (
        <Text size="sm">
          <Bdi>{one.reason}</Bdi>
        </Text>
      ) : null}
    </Entry>
  );
}
