import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCESS_ANSWERS, type AccessAnswer } from '#domain/charter/rights.js';
import type { AccessRequestView } from '#domain/wire/rights.js';
import { answerAccess, listAccess } from '../api.rights.js';
import { usePaged } from '../kit/paged.hook.js';
import { Section } from '../kit/section.js';
import { Code, Due } from '../kit/text.js';
import { PagedPart } from '../privacy/paged.part.js';
import { useMay } from '../session/session.context.js';
import { DeedDialog } from './deed.dialog.js';

/** Clients who asked for their own record, and until when they must have it. */
export function AccessRequests() {
  const { t } = useTranslation();
  const may = useMay();
  const [answered, setAnswered] = useState<AccessRequestView | null>(null);
  const { query, items } = usePaged(['access-requests'], listAccess);
  return (
    <Section title={t('rights.access')}>
      <PagedPart
        query={query}
        items={items}
        label={t('rights.access')}
        keyOf={({ request }) => request}
        empty={{ title: t('rights.nothing'), words: t('rights.nothing_words') }}
        columns={[
          {
            id: 'client',
            head: t('rights.client'),
            width: '8rem',
            cell: ({ client }) => <Code>{client}</Code>,
          },
          { id: 'form', head: t('rights.form'), cell: ({ form }) => t(`codes.access_form.${form}`) },
          {
            id: 'state',
            head: t('rights.state'),
            cell: (row) =>
              row.answer ? (
                t(`codes.access_answer.${row.answer}`)
              ) : (
                <Group gap="xs">
                  <Due at={row.answer_due_at} />
                  {may('access.answer') ? (
                    <Button size="compact-md" onClick={() => setAnswered(row)}>
                      {t('rights.answer')}
                    </Button>
                  ) : null}
                </Group>
              ),
          },
        ]}
      />
      {answered ? <AnswerDialog request={answered} onClose={() => setAnswered(null)} /> : null}
    </Section>
  );
}

function AnswerDialog(props: { request: AccessRequestView; onClose: () => void }) {
  const { t } = useTranslation();
  const { request, onClose } = props;
  return (
    <DeedDialog
      title={t('rights.answer')}
      submit={t('rights.save')}
      again={['access-requests']}
      fields={[
        {
          name: 'answer',
          label: t('rights.outcome'),
          kind: 'choice',
          options: ACCESS_ANSWERS.map((value) => ({ value, label: t(`codes.access_answer.${value}`) })),
        },
        { name: 'reason', label: t('rights.reason'), kind: 'words', optional: true },
      ]}
      run={(values, key) =>
        answerAccess(
          request,
          { answer: values['answer'] as AccessAnswer, reason: values['reason']?.trim() || null },
          key,
        )
      }
      onClose={onClose}
    />
  );
}
