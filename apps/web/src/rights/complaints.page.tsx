import { Alert, Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { ComplaintFiled, ComplaintView } from '#domain/wire/rights.js';
import { listComplaints } from '../api.rights.js';
import type { Column } from '../kit/list.rows.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { Bdi, Code, Due } from '../kit/text.js';
import { PagedPart } from '../privacy/paged.part.js';
import { useMay } from '../session/session.context.js';
import { ComplaintDialog } from './complaint.dialog.js';
import { Filed, FileDialog } from './file.dialog.js';

/** Complaints this house handles; in the coordination office those that left the houses they are about. */
export function ComplaintsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [filing, setFiling] = useState(false);
  const [filed, setFiled] = useState<ComplaintFiled | null>(null);
  return (
    <Page
      title={t('app.complaints')}
      actions={
        may('complaint.record') ? (
          <Button onClick={() => setFiling(true)}>{t('rights.file_for')}</Button>
        ) : null
      }
    >
      <Text>{t('rights.complaints_intro')}</Text>
      {filed ? (
        <Alert role="status" color="calm" variant="outline">
          <Filed filed={filed} />
        </Alert>
      ) : null}
      {may('complaint.list') ? <Register /> : null}
      {filing ? <FileDialog onFiled={setFiled} onClose={() => setFiling(false)} /> : null}
    </Page>
  );
}

function Register() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<string | null>(null);
  const columns = useColumns(setOpened);
  const { query, items } = usePaged(['complaints'], listComplaints, true);
  return (
    <>
      <PagedPart
        query={query}
        items={items}
        label={t('app.complaints')}
        keyOf={({ complaint }) => complaint}
        empty={{ title: t('rights.no_complaints'), words: t('rights.no_complaints_words') }}
        columns={columns}
      />
      {opened ? <ComplaintDialog complaint={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
}

function useColumns(open: (complaint: string) => void): readonly Column<ComplaintView>[] {
  const { t, i18n } = useTranslation();
  const language = LANGUAGES.find((one) => one === i18n.language) ?? 'en';
  return [
    {
      id: 'reference',
      head: t('rights.reference'),
      width: '9rem',
      cell: ({ reference }) => <Code>{reference}</Code>,
    },
    {
      id: 'category',
      head: t('rights.category'),
      width: 'minmax(0, 2fr)',
      cell: (row) => (
        <>
          {t(`codes.complaint_category.${row.category}`)}
          <Text size="sm">
            {row.own_house ? null : <Bdi>{row.about[language]}</Bdi>}
            {row.passed_on ? ` · ${t(`codes.passed_on.${row.passed_on}`)}` : null}
          </Text>
        </>
      ),
    },
    { id: 'due', head: t('rights.due'), cell: (row) => <Next complaint={row} /> },
    {
      id: 'state',
      head: t('rights.state'),
      cell: ({ state }) => (
        <Badge variant="outline" className="wrapping">
          {t(`codes.complaint_state.${state}`)}
        </Badge>
      ),
    },
    {
      id: 'open',
      head: '',
      unseenHead: t('rights.open'),
      width: '8rem',
      cell: ({ complaint, reference }) => (
        <Button
          size="compact-md"
          variant="default"
          aria-label={`${t('rights.open')} ${reference}`}
          onClick={() => open(complaint)}
        >
          {t('rights.open')}
        </Button>
      ),
    },
  ];
}

/** What must be done next, and until when. */
function Next({ complaint }: { complaint: ComplaintView }) {
  const { t } = useTranslation();
  if (complaint.state === 'checked') return null;
  const at = complaint.outcome
    ? complaint.retaliation_due_at
    : complaint.acknowledged_at
      ? complaint.decide_due_at
      : complaint.acknowledge_due_at;
  const what = complaint.outcome
    ? 'rights.check'
    : complaint.acknowledged_at
      ? 'rights.decide'
      : 'rights.acknowledge';
  return (
    <Group gap={4}>
      <Text size="sm">{t(what)}</Text>
      {at ? <Due at={at} /> : null}
    </Group>
  );
}
