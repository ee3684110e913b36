import '../care.css';
import { Alert, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LISTED_NOTE_KINDS, type CareNoteKind } from '#domain/charter/care-note.js';
import type { NoteView } from '#domain/wire/care-note.js';
import { listCounsellingNotes, listNotes } from '../api.notes.js';
import { asProblem } from '../kit/change.hook.js';
import { FilterBar } from '../kit/filter.bar.js';
import { usePaged } from '../kit/paged.hook.js';
import { Page } from '../kit/page.js';
import { EmptyState, FailedState, Waiting } from '../kit/states.js';
import { ClientCode, tidyCode } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { NoteEntry } from './note.entry.js';
import { WriteNote } from './write.note.js';

type ListedKind = Exclude<CareNoteKind, 'counselling'>;

export const notesKey = (code: string) => ['notes', code] as const;

/** A client's notes, the newest first, and the form for the next one. Counselling notes are a part of their own that is asked for. */
export function NotesPage() {
  const { t } = useTranslation();
  const { code: typed } = useParams({ strict: false });
  const code = tidyCode(typed ?? '');
  const { kind } = useSearch({ from: '/clients/$code/notes' });
  const navigate = useNavigate();
  const may = useMay();
  const isCounselling = kind === 'counselling';
  const listed = isCounselling ? undefined : kind;
  return (
    <Page
      title={isCounselling ? t('notes.counselling') : t('notes.title')}
      actions={
        <Button component={Link} to={`/clients/${code}`} variant="default">
          {t('notes.to_client')}
        </Button>
      }
    >
      <Text>
        {t('notes.client')} <ClientCode of={code} />
      </Text>
      {may('note.counselling') ? (
        <SegmentedControl
          aria-label={t('notes.part')}
          value={isCounselling ? 'counselling' : 'listed'}
          onChange={(part) =>
            void navigate({
              to: '/clients/$code/notes',
              params: { code },
              search: part === 'counselling' ? { kind: 'counselling' } : {},
              replace: true,
            })
          }
          data={[
            { value: 'listed', label: t('notes.title') },
            { value: 'counselling', label: t('notes.counselling') },
          ]}
        />
      ) : null}
      <Stack gap="lg" key={isCounselling ? 'counselling' : 'listed'}>
        {isCounselling ? (
          <Alert role="note" color="calm" variant="outline" icon={<IconLock aria-hidden />}>
            <Text>{t('notes.counselling_intro')}</Text>
          </Alert>
        ) : null}
        {may('note.write') ? <WriteNote code={code} isCounselling={isCounselling} /> : null}
        {isCounselling ? <Counselling code={code} /> : <Listed code={code} kind={listed} />}
      </Stack>
    </Page>
  );
}

function Listed({ code, kind }: { code: string; kind: ListedKind | undefined }) {
  const { t } = useTranslation();
  const notes = usePaged([...notesKey(code), 'listed', kind ?? ''], (cursor) =>
    listNotes(code, kind, cursor),
  );
  return (
    <>
      <FilterBar
        filters={[
          {
            name: 'kind',
            label: t('notes.kind'),
            all: t('notes.all_kinds'),
            options: LISTED_NOTE_KINDS.map((value) => ({ value, label: t(`codes.care_note_kind.${value}`) })),
          },
        ]}
      />
      <Entries code={code} notes={notes} empty={t('notes.none_words')} />
    </>
  );
}

/** Read by an action of its own, so that the audit tells it apart: nothing is asked before somebody opens this part. */
function Counselling({ code }: { code: string }) {
  const { t } = useTranslation();
  const notes = usePaged([...notesKey(code), 'counselling'], (cursor) => listCounsellingNotes(code, cursor));
  return <Entries code={code} notes={notes} empty={t('notes.counselling_none')} />;
}

function Entries(props: { code: string; notes: ReturnType<typeof usePaged<NoteView>>; empty: string }) {
  const { t } = useTranslation();
  const { query, items } = props.notes;
  return (
    <>
      {query.error && !asProblem(query.error).signedOut ? (
        <FailedState problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {!items && !query.error ? <Waiting /> : null}
      {items?.length === 0 ? (
        <EmptyState title={t('notes.none')}>
          <Text>{props.empty}</Text>
        </EmptyState>
      ) : null}
      {items?.map((note, place) => (
        <NoteEntry key={note.note ?? `${note.signed_at} ${place}`} code={props.code} note={note} />
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
