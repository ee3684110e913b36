import { Badge, Button, Group, Text } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataRequestView } from '#domain/wire/identity.js';
import { listDataRequests } from '../api.identity.js';
import { useDates } from '../kit/dates.hook.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { Bdi, Code, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { PagedPart } from './paged.part.js';
import { AnswerDialog, DecideRequestDialog, RecordDialog } from './request.dialogs.js';

/** The register of those who ask officially for data about a person. */
export function RequestsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [recording, setRecording] = useState(false);
  const reads = may('inquiry.list');
  return (
    <Page
      title={t('app.official_requests')}
      actions={
        may('inquiry.record') ? (
          <Button leftSection={<IconGavel size={18} aria-hidden />} onClick={() => setRecording(true)}>
            {t('requests.record')}
          </Button>
        ) : null
      }
    >
      <Text>{t('requests.intro')}</Text>
      {reads ? <Register /> : null}
      {recording ? <RecordDialog onClose={() => setRecording(false)} /> : null}
    </Page>
  );
}

function Register() {
  const { t } = useTranslation();
  const { query, items } = usePaged(['data-requests'], listDataRequests);
  return (
    <PagedPart
      query={query}
      items={items}
      label={t('app.official_requests')}
      keyOf={({ request }) => request}
      empty={{ title: t('requests.empty_title'), words: t('requests.empty') }}
      columns={[
        {
          id: 'reference',
          head: t('requests.reference'),
          width: '9rem',
          cell: ({ reference }) => <Code>{reference}</Code>,
        },
        {
          id: 'authority',
          head: t('requests.authority'),
          width: 'minmax(0, 2fr)',
          cell: ({ authority, basis, asked_by: by, document: letter }) => (
            <>
              {t(`codes.data_authority.${authority}`)} · {t(`codes.data_basis.${basis}`)}
              <Text size="sm">
                <Bdi>{by}</Bdi> · <Bdi>{letter}</Bdi>
              </Text>
            </>
          ),
        },
        {
          id: 'received',
          head: t('requests.received'),
          cell: ({ received_at: at, recorded_by: by }) => (
            <>
              <Instant at={at} />
              {by ? (
                <Text size="sm">
                  <Bdi>{by}</Bdi>
                </Text>
              ) : null}
            </>
          ),
        },
        {
          id: 'state',
          head: t('requests.state'),
          width: 'minmax(12rem, 1fr)',
          cell: (row) => <Where request={row} />,
        },
      ]}
    />
  );
}

function Where({ request }: { request: DataRequestView }) {
  const { t } = useTranslation();
  const may = useMay();
  const dates = useDates();
  const [asked, setAsked] = useState<'decide' | 'answer' | null>(null);
  const { state, mine, decision } = request;
  return (
    <>
      <Badge variant={state === 'answered' ? 'default' : 'outline'} className="wrapping">
        {t(`codes.data_state.${state}`)}
      </Badge>
      {decision ? <Text size="sm">{t(`codes.data_decision.${decision}`)}</Text> : null}
      {state === 'answered' ? null : (
        <Text size="sm">
          {t('requests.answer_from')} <Instant at={request.answer_from_at} />
        </Text>
      )}
      <Group gap="xs" mt={4}>
        {state === 'received' && may('inquiry.decide') && !mine ? (
          <Button size="compact-md" onClick={() => setAsked('decide')}>
            {t('requests.decide')}
          </Button>
        ) : null}
        {state !== 'received' && may('inquiry.answer') && dates.past(request.answer_from_at) ? (
          <Button size="compact-md" variant="default" onClick={() => setAsked('answer')}>
            {t('requests.answer')}
          </Button>
        ) : null}
      </Group>
      {state === 'received' && mine ? <Text size="sm">{t('requests.own')}</Text> : null}
      {asked === 'decide' ? <DecideRequestDialog request={request} onClose={() => setAsked(null)} /> : null}
      {asked === 'answer' ? <AnswerDialog request={request} onClose={() => setAsked(null)} /> : null}
    </>
  );
}
