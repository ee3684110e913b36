import { Badge, Button, Card, Group, Stack, Text, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteView } from '#domain/wire/care-note.js';
import { amendNote, readNote, voidNote } from '../api.notes.js';
import { useChange } from '../kit/change.hook.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { useDates } from '../kit/dates.hook.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { KeptFrame, KeptLine, useKeptForm } from '../kit/kept.form.js';
import { say } from '../kit/notice.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, Instant, Label, useTerms } from '../kit/text.js';
import { useMay, useSession } from '../session/session.context.js';

interface EntryProps {
  readonly code: string;
  readonly note: NoteView;
}

/** One note as it stands: who signed it and when, its words, and beside them what it said before. */
export function NoteEntry({ code, note }: EntryProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'versions' | 'amend' | 'void' | null>(null);
  const close = (): void => setAsking(null);
  return (
    <Card withBorder component="article" aria-label={t(`codes.care_note_kind.${note.kind}`)}>
      <Stack gap="sm">
        <Head note={note} />
        {asking === 'versions' && note.note ? <Versions note={note.note} /> : <Words note={note} />}
        {note.voided_at ? <Voided note={note} /> : null}
        {asking === 'amend' && note.note ? (
          <Amend code={code} note={note} id={note.note} onClose={close} />
        ) : null}
        <Deeds note={note} asking={asking} onAsk={setAsking} />
        {asking === 'void' && note.note ? (
          <Void code={code} note={note} id={note.note} onClose={close} />
        ) : null}
      </Stack>
    </Card>
  );
}

/** A note of another house tells its day and the house, never an hour or a name. */
function Head({ note }: { note: NoteView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  const dates = useDates();
  const when = note.own ? dates.instant(note.written_at) : dates.dayOf(note.written_at);
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <div>
        <Text fw={600}>
          {t(`codes.care_note_kind.${note.kind}`)}
          {note.stage ? ` · ${terms.stage(note.stage)}` : ''}
        </Text>
        <Text size="sm" c="dimmed">
          <time dateTime={note.written_at}>{when}</time> ·{' '}
          {note.author ? <Bdi>{note.author}</Bdi> : <Label of={note.organisation} />}
          {note.own && note.signed_at !== note.written_at ? (
            <>
              {' '}
              · {t('notes.signed')} <Instant at={note.signed_at} />
            </>
          ) : null}
        </Text>
      </div>
      <Group gap="xs">
        {note.version > 1 ? <Badge variant="default">{t('notes.amended')}</Badge> : null}
        {note.voided_at ? <Badge variant="default">{t('notes.void_mark')}</Badge> : null}
      </Group>
    </Group>
  );
}

function Words({ note }: { note: NoteView }) {
  const { t } = useTranslation();
  if (note.words === null) return <Text c="dimmed">{t('notes.forgotten')}</Text>;
  return (
    <Text className="preserved" dir="auto" lang={note.language}>
      <Bdi>{note.words}</Bdi>
    </Text>
  );
}

function Voided({ note }: { note: NoteView }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <Text size="sm">
      {t('notes.voided')}{' '}
      {note.voided_at ? (note.own ? dates.instant(note.voided_at) : dates.dayOf(note.voided_at)) : null}
      {note.voided_by ? (
        <>
          {' · '}
          <Bdi>{note.voided_by}</Bdi>
        </>
      ) : null}
      {note.void_reason ? (
        <>
          {' · '}
          {t('notes.reason')}: <Bdi>{note.void_reason}</Bdi>
        </>
      ) : null}
    </Text>
  );
}

/** Everything a note ever said, the first words first, each marked as what it is. */
function Versions({ note }: { note: string }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['note', note], queryFn: () => readNote(note) });
  return (
    <Loaded query={query}>
      {({ versions }) => (
        <ol className="versions">
          {versions.map((version) => (
            <li key={version.version}>
              <Text size="sm" fw={600}>
                {version.version === 1
                  ? t('notes.original')
                  : t('notes.amendment', { number: version.version - 1 })}{' '}
                · <Instant at={version.signed_at} />
              </Text>
              <Words note={version} />
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}

function Deeds(props: {
  note: NoteView;
  asking: 'versions' | 'amend' | 'void' | null;
  onAsk: (what: 'versions' | 'amend' | 'void' | null) => void;
}) {
  const { t } = useTranslation();
  const may = useMay();
  const { roles } = useSession();
  const { note, asking, onAsk } = props;
  if (note.note === null) return null;
  const stands = note.voided_at === null;
  const canAmend = stands && note.mine && may('note.amend');
  const canVoid = stands && may('note.void') && (note.mine || roles.includes('duty_manager'));
  if (!canAmend && !canVoid && note.version === 1) return null;
  return (
    <Group gap="xs">
      {note.version > 1 ? (
        <Button
          size="compact-md"
          variant="default"
          aria-expanded={asking === 'versions'}
          onClick={() => onAsk(asking === 'versions' ? null : 'versions')}
        >
          {asking === 'versions' ? t('notes.hide_versions') : t('notes.versions')}
        </Button>
      ) : null}
      {canAmend && asking !== 'amend' ? (
        <Button size="compact-md" variant="default" onClick={() => onAsk('amend')}>
          {t('notes.amend')}
        </Button>
      ) : null}
      {canVoid ? (
        <Button size="compact-md" variant="default" onClick={() => onAsk('void')}>
          {t('notes.void')}
        </Button>
      ) : null}
    </Group>
  );
}

interface DeedProps extends EntryProps {
  readonly id: string;
  readonly onClose: () => void;
}

function useAfter({ code, id, onClose }: Pick<DeedProps, 'code' | 'id' | 'onClose'>): () => Promise<void> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ['notes', code] });
    void queries.invalidateQueries({ queryKey: ['note', id] });
    say(t('app.saved'));
    onClose();
  };
}

const ROWS = 5;

/** The author says it anew; while it is written it is kept like a note, and what stands is in sight above. */
function Amend(props: DeedProps) {
  const { t } = useTranslation();
  const { code, note, id, onClose } = props;
  const [words, setWords] = useState(note.words ?? '');
  const kept = useKeptForm<{ words: string }>(
    `client/${code}/note-${id.replaceAll('-', '')}`,
    { words },
    { version: note.version, onContinue: (before) => setWords(before.words) },
  );
  const after = useAfter({ code, id, onClose });
  const amend = useChange(
    (said: string, key) => amendNote(id, note.version, said, key),
    async () => {
      kept.done();
      await after();
    },
  );
  return (
    <KeptFrame kept={kept}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          amend.run(words);
        }}
      >
        <Stack gap="sm">
          <ProblemAlert problem={amend.problem} />
          <Textarea
            id={fieldId(`words-${id}`)}
            label={t('notes.amending')}
            description={t('notes.amend_effect')}
            {...OWN_DIRECTION}
            rows={ROWS}
            value={words}
            data-autofocus
            onChange={({ currentTarget }) => setWords(currentTarget.value)}
            error={amend.errorOf('words')}
          />
          <Group>
            <Button
              type="submit"
              loading={amend.pending}
              disabled={words.trim() === '' || words.trim() === note.words}
            >
              {t('notes.sign_amendment')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <KeptLine kept={kept} />
          </Group>
        </Stack>
      </form>
    </KeptFrame>
  );
}

function Void(props: DeedProps) {
  const { t } = useTranslation();
  const { code, note, id, onClose } = props;
  const [reason, setReason] = useState('');
  const change = useChange(
    (why: string, key) => voidNote(id, note.version, why, key),
    useAfter({ code, id, onClose }),
  );
  return (
    <ConfirmDialog
      title={t('notes.void')}
      object={
        <>
          {t(`codes.care_note_kind.${note.kind}`)} · <Instant at={note.written_at} /> ·{' '}
          <ClientCode of={code} />
        </>
      }
      effect={t('notes.void_effect')}
      problem={change.problem}
      pending={change.pending}
      disabled={reason.trim() === ''}
      ending
      onSure={() => change.run(reason)}
      onClose={onClose}
    >
      <Textarea
        id={fieldId('reason')}
        label={t('notes.void_why')}
        {...OWN_DIRECTION}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        error={change.errorOf('reason')}
      />
    </ConfirmDialog>
  );
}
