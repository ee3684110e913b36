import '../care.css';
import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DOCUMENT_ENDINGS, DOCUMENT_KINDS, type DocumentKind } from '#domain/charter/document.js';
import type { DocumentView } from '#domain/wire/document.js';
import { listDocuments, openDocument, voidDocument } from '../api.documents.js';
import { asProblem, useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { FilterBar } from '../kit/filter.bar.js';
import { later } from '../kit/later.js';
import { usePaged } from '../kit/paged.hook.js';
import { Page } from '../kit/page.js';
import { saveFile } from '../kit/save.file.js';
import { EmptyState, FailedState, ProblemAlert, Waiting } from '../kit/states.js';
import { Bdi, ClientCode, Label, tidyCode } from '../kit/text.js';
import { useMay, useSession } from '../session/session.context.js';
import { LettersSection } from './letters.section.js';

const KeepDialog = later(async () => (await import('./keep.dialog.js')).KeepDialog);
const VoidDialog = later(async () => (await import('./void.dialog.js')).VoidDialog);

/** Files in the record of a client, and the letters that the house has given out. */
export function DocumentsPage() {
  const { t } = useTranslation();
  const { code: typed } = useParams({ strict: false });
  const code = tidyCode(typed ?? '');
  const { kind } = useSearch({ from: '/clients/$code/documents' });
  const may = useMay();
  const [keeping, setKeeping] = useState(false);
  return (
    <Page
      title={t('documents.title')}
      actions={
        <>
          {may('document.keep') ? (
            <Button onClick={() => setKeeping(true)}>{t('documents.keep')}</Button>
          ) : null}
          <Button component={Link} to={`/clients/${code}`} variant="default">
            {t('documents.to_client')}
          </Button>
        </>
      }
    >
      <Text>
        {t('documents.client')} <ClientCode of={code} />
      </Text>
      <Stack gap="lg">
        <Files code={code} kind={kind} />
        {may('letter.list') ? <LettersSection code={code} /> : null}
      </Stack>
      {keeping ? <KeepDialog code={code} onClose={() => setKeeping(false)} /> : null}
    </Page>
  );
}

function Files({ code, kind }: { code: string; kind: DocumentKind | undefined }) {
  const { t } = useTranslation();
  const { query, items } = usePaged(['documents', code, kind ?? ''], (cursor) =>
    listDocuments(code, kind, cursor),
  );
  return (
    <>
      <FilterBar
        filters={[
          {
            name: 'kind',
            label: t('documents.kind'),
            all: t('documents.all_kinds'),
            options: DOCUMENT_KINDS.map((value) => ({ value, label: t(`codes.document_kind.${value}`) })),
          },
        ]}
      />
      {query.error && !asProblem(query.error).signedOut ? (
        <FailedState problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {!items && !query.error ? <Waiting /> : null}
      {items?.length === 0 ? (
        <EmptyState title={t('documents.none')}>
          <Text>{t('documents.none_words')}</Text>
        </EmptyState>
      ) : null}
      {items?.map((document) => (
        <File key={document.document} code={code} document={document} />
      ))}
      {query.hasNextPage ? (
        <Group>
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('app.more')}
          </Button>
        </Group>
      ) : null}
    </>
  );
}

/** One file: what it is, whose, and the ways to it. It is saved and never shown within this page. */
function File({ code, document }: { code: string; document: DocumentView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const may = useMay();
  const { roles } = useSession();
  const queries = useQueryClient();
  const [voiding, setVoiding] = useState(false);
  const open = useChange(
    () => openDocument(document.document),
    (file) => saveFile(file, `document.${DOCUMENT_ENDINGS[document.type]}`),
  );
  const canVoid =
    document.own &&
    document.voided_at === null &&
    may('document.void') &&
    (document.mine || roles.includes('duty_manager'));
  return (
    <Card withBorder component="article" aria-label={t(`codes.document_kind.${document.kind}`)}>
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Text fw={600}>
            {document.title === null ? t('documents.forgotten') : <Bdi>{document.title}</Bdi>}
          </Text>
          {document.voided_at ? <Badge variant="outline">{t('documents.void_mark')}</Badge> : null}
        </Group>
        <Text>
          {t(`codes.document_kind.${document.kind}`)} · {t(`codes.category.${document.category}`)}
          {document.dated_on ? ` · ${dates.day(document.dated_on)}` : ''}
        </Text>
        <Text size="sm" c="dimmed">
          {document.own ? null : <Label of={document.organisation} />}{' '}
          {document.kept_by === null ? null : <Bdi>{document.kept_by}</Bdi>}{' '}
          {document.own ? dates.instant(document.kept_at) : dates.dayOf(document.kept_at)}
        </Text>
        {document.void_reason === null ? null : (
          <Text size="sm">
            {t('documents.reason')}: <Bdi>{document.void_reason}</Bdi>
          </Text>
        )}
        <ProblemAlert problem={open.problem} />
        <Group gap="xs">
          {document.title !== null && may('document.open') ? (
            <Button
              size="compact-md"
              variant="default"
              loading={open.pending}
              onClick={() => open.run(undefined)}
            >
              {t('documents.save_file')}
            </Button>
          ) : null}
          {canVoid ? (
            <Button size="compact-md" variant="default" onClick={() => setVoiding(true)}>
              {t('documents.void')}
            </Button>
          ) : null}
        </Group>
        {voiding ? (
          <VoidDialog
            act={(reason, key) => voidDocument(document, reason, key)}
            onClose={() => setVoiding(false)}
            onDone={() => void queries.invalidateQueries({ queryKey: ['documents', code] })}
          />
        ) : null}
      </Stack>
    </Card>
  );
}
