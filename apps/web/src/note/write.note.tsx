import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LISTED_NOTE_KINDS, type CareNoteKind } from '#domain/charter/care-note.js';
import { writeNote } from '../api.notes.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { Choice, MomentField } from '../kit/fields.js';
import { KeptFrame, KeptLine, useKeptForm } from '../kit/kept.form.js';
import { say } from '../kit/notice.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { instantOf, wallOf, type WallTime } from '../kit/time.js';

interface Draft {
  readonly kind: CareNoteKind;
  readonly words: string;
  /** Null: it happened just now. */
  readonly happened: WallTime | null;
}

const ROWS = 5;

/** A note while it is written is its author's alone and survives a closed tab; signing it makes it part of the record, once. */
export function WriteNote({ code, isCounselling }: { code: string; isCounselling: boolean }) {
  const { t } = useTranslation();
  const { zone } = useDates();
  const queries = useQueryClient();
  const empty: Draft = { kind: isCounselling ? 'counselling' : 'progress', words: '', happened: null };
  const [draft, setDraft] = useState<Draft>(empty);
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const kept = useKeptForm<Draft>(`client/${code}/${isCounselling ? 'counselling-note' : 'note'}`, draft, {
    onContinue: setDraft,
  });
  const sign = useChange(
    ({ kind, words, happened }: Draft, key) =>
      writeNote(
        code,
        {
          kind,
          words,
          written_at: happened && (instantOf(happened, zone) ?? `${happened.date} ${happened.time}`.trim()),
        },
        key,
      ),
    async () => {
      kept.done();
      setDraft({ ...empty, kind: draft.kind });
      await queries.invalidateQueries({ queryKey: ['notes', code] });
      void queries.invalidateQueries({ queryKey: ['timeline', code] });
      say(t('app.saved'));
    },
  );
  return (
    <Section title={t('notes.write')}>
      <KeptFrame kept={kept}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            sign.run(draft);
          }}
        >
          <Stack gap="md">
            <ProblemAlert problem={sign.problem} />
            <NoteFields draft={draft} change={change} isCounselling={isCounselling} errorOf={sign.errorOf} />
            <Text size="sm">
              {t('notes.sign_effect')} {isCounselling ? t('notes.counselling_effect') : null}
            </Text>
            <Group>
              <Button type="submit" loading={sign.pending} disabled={draft.words.trim() === ''}>
                {t('notes.sign')}
              </Button>
              <KeptLine kept={kept} />
            </Group>
            <Text size="sm" c="dimmed">
              {t('notes.earlier')}
            </Text>
          </Stack>
        </form>
      </KeptFrame>
    </Section>
  );
}

function NoteFields(props: {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  isCounselling: boolean;
  errorOf: (field: string) => string | undefined;
}) {
  const { draft, change, isCounselling, errorOf } = props;
  const { t } = useTranslation();
  const { zone } = useDates();
  return (
    <>
      {isCounselling ? null : (
        <Choice
          field="kind"
          label={t('notes.kind')}
          value={draft.kind}
          onChange={(kind) => change({ kind })}
          options={LISTED_NOTE_KINDS.map((value) => ({
            value,
            label: t(`codes.care_note_kind.${value}`),
          }))}
          error={errorOf('kind')}
        />
      )}
      <Textarea
        id={fieldId('words')}
        label={t('notes.words')}
        {...OWN_DIRECTION}
        minRows={ROWS}
        rows={ROWS}
        value={draft.words}
        onChange={({ currentTarget }) => change({ words: currentTarget.value })}
        error={errorOf('words')}
      />
      <Choice
        field="happened"
        label={t('notes.happened')}
        value={draft.happened ? 'before' : 'now'}
        onChange={(when) => change({ happened: when === 'now' ? null : wallOf(new Date(), zone) })}
        options={[
          { value: 'now', label: t('notes.happened_now') },
          { value: 'before', label: t('notes.happened_before') },
        ]}
      />
      {draft.happened ? (
        <MomentField
          field="written_at"
          dateLabel={t('notes.happened_on')}
          timeLabel={t('notes.happened_time')}
          value={draft.happened}
          onChange={(happened) => change({ happened })}
          error={errorOf('written_at')}
        />
      ) : null}
    </>
  );
}
