import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import {
  COMPLAINT_CATEGORIES,
  RECORDED_CHANNELS,
  type ComplaintCategory,
  type RecordedChannel,
} from '#domain/charter/rights.js';
import type { ComplaintFiled, ComplaintView } from '#domain/wire/rights.js';
import { listComplaints, recordComplaint } from '../api.rights.js';
import type { Column } from '../kit/list.rows.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { Bdi, Code, Due, LANGUAGE_NAMES } from '../kit/text.js';
import { PagedPart } from '../privacy/paged.part.js';
import { useMay, useSession } from '../session/session.context.js';
import { ComplaintDialog } from './complaint.dialog.js';
import { DeedDialog, type DeedField } from './deed.dialog.js';

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
        <Text role="status" className="object">
          {t('rights.filed_code')}: <Code>{filed.reference}</Code>
        </Text>
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

function FileDialog(props: { onFiled: (filed: ComplaintFiled) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const fields = useFields();
  return (
    <DeedDialog
      title={t('rights.file_for')}
      effect={t('rights.file_effect')}
      submit={t('rights.file')}
      again={['complaints']}
      fields={fields}
      run={(values, key) =>
        recordComplaint(
          {
            about: values['about']?.trim() ?? '',
            channel: values['channel'] as RecordedChannel,
            submitter: values['client']?.trim() ? 'client' : 'other',
            client: values['client']?.trim() || null,
            category: values['category'] as ComplaintCategory,
            concerns_minor: values['concerns_minor'] === 'yes',
            words: values['words'] ?? '',
            language: values['language'] as Language,
            passphrase: values['passphrase']?.trim() || null,
          },
          key,
        )
      }
      done={props.onFiled}
      onClose={props.onClose}
    />
  );
}

/** What is asked of whoever writes a complaint down for somebody. */
function useFields(): readonly DeedField[] {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const language = LANGUAGES.find((one) => one === i18n.language) ?? 'en';
  return [
    {
      name: 'about',
      label: t('rights.about'),
      kind: 'line',
      start: session.organisation.code,
    },
    {
      name: 'channel',
      label: t('rights.channel'),
      kind: 'choice',
      options: RECORDED_CHANNELS.map((value) => ({
        value,
        label: t(`codes.complaint_channel.${value}`),
      })),
    },
    {
      name: 'category',
      label: t('rights.category'),
      kind: 'choice',
      options: COMPLAINT_CATEGORIES.map((value) => ({
        value,
        label: t(`codes.complaint_category.${value}`),
      })),
    },
    {
      name: 'concerns_minor',
      label: t('rights.minor'),
      kind: 'choice',
      start: 'no',
      options: [
        { value: 'yes', label: t('app.yes') },
        { value: 'no', label: t('app.no') },
      ],
    },
    { name: 'words', label: t('rights.words'), kind: 'words' },
    { name: 'client', label: t('rights.client'), kind: 'line', optional: true },
    { name: 'passphrase', label: t('rights.passphrase'), kind: 'line', optional: true },
    {
      name: 'language',
      label: t('rights.language'),
      kind: 'choice',
      start: language,
      options: LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
    },
  ];
}
