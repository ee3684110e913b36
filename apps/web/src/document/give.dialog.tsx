import { Stack, Text, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { HANDOFF_CONSENT_KINDS } from '#domain/charter/consent.js';
import { LETTER_KINDS, type LetterKind } from '#domain/charter/document.js';
import { hasWords } from '#domain/rules/letter.js';
import type { LetterGiving } from '#domain/wire/document.js';
import { readConsents } from '../api.consents.js';
import { giveLetter, openLetter } from '../api.documents.js';
import { spokenLanguage } from '../i18n.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { Choice, DayField } from '../kit/fields.js';
import { saveFile } from '../kit/save.file.js';
import { ProblemAlert } from '../kit/states.js';
import { inWords, isolated, LANGUAGE_NAMES } from '../kit/text.js';

const OWN_HAND = 'own_hand';
const ROWS = 6;

interface Draft {
  readonly kind: LetterKind;
  readonly language: Language;
  readonly words: string;
  readonly to: string;
  readonly from_on: string;
  readonly until_on: string;
}

function requestOf({ kind, language, words, to, from_on: from, until_on: until }: Draft): LetterGiving {
  const said = hasWords(kind);
  return {
    kind,
    language,
    words: said ? words : null,
    consent: said && to !== OWN_HAND ? to : null,
    from_on: said || from === '' ? null : from,
    until_on: said || until === '' ? null : until,
  };
}

/** Which letter, in whose language, to whom, and what it says. It is written into the ledger when it is made. */
export function GiveDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    kind: 'referral_letter',
    language: spokenLanguage(i18n.language),
    words: '',
    to: OWN_HAND,
    from_on: '',
    until_on: '',
  });
  const give = useChange(
    async (body: LetterGiving, key) => {
      const { letter } = await giveLetter(code, body, key);
      return await openLetter(letter);
    },
    async (file) => {
      saveFile(file, 'paper.pdf');
      await queries.invalidateQueries({ queryKey: ['letters', code] });
      onClose();
    },
  );
  return (
    <Dialog title={t('documents.give')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          give.run(requestOf(draft));
        }}
      >
        <Stack>
          <ProblemAlert problem={give.problem} />
          <Choices
            code={code}
            draft={draft}
            change={(part) => setDraft({ ...draft, ...part })}
            errorOf={give.errorOf}
          />
          <Text size="sm">{t('documents.give_effect')}</Text>
          <DialogActions
            submit={t('documents.give')}
            onClose={onClose}
            pending={give.pending}
            disabled={hasWords(draft.kind) && draft.words.trim() === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

interface ChoicesProps {
  readonly code: string;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly errorOf: (field: string) => string | undefined;
}

function Choices({ code, draft, change, errorOf }: ChoicesProps) {
  const { t } = useTranslation();
  return (
    <>
      <Choice
        field="kind"
        label={t('documents.letter')}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        options={LETTER_KINDS.map((value) => ({ value, label: t(`codes.letter_kind.${value}`) }))}
        error={errorOf('kind')}
      />
      <Choice
        field="language"
        label={t('documents.language')}
        value={draft.language}
        onChange={(language) => change({ language })}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        error={errorOf('language')}
      />
      {hasWords(draft.kind) ? (
        <>
          <Recipient code={code} draft={draft} change={change} errorOf={errorOf} />
          <Textarea
            id={fieldId('words')}
            label={t('documents.words')}
            {...OWN_DIRECTION}
            rows={ROWS}
            value={draft.words}
            onChange={({ currentTarget }) => change({ words: currentTarget.value })}
            error={errorOf('words')}
          />
        </>
      ) : (
        <>
          <Text>{t('documents.attendance_hint')}</Text>
          <DayField
            field="from_on"
            label={t('documents.from_on')}
            value={draft.from_on}
            onChange={(on) => change({ from_on: on })}
            error={errorOf('from_on')}
          />
          <DayField
            field="until_on"
            label={t('documents.until_on')}
            value={draft.until_on}
            onChange={(on) => change({ until_on: on })}
            error={errorOf('until_on')}
          />
        </>
      )}
    </>
  );
}

/** Into the client's own hand, or to whom a consent that stands opens treatment. */
function Recipient({ code, draft, change, errorOf }: ChoicesProps) {
  const { t, i18n } = useTranslation();
  const consents = useQuery({ queryKey: ['consents', code], queryFn: () => readConsents(code) });
  const fit = (consents.data?.consents ?? []).filter(
    (one) => one.stands && HANDOFF_CONSENT_KINDS.includes(one.kind) && one.categories.includes('treatment'),
  );
  return (
    <Choice
      field="consent"
      label={t('documents.to')}
      value={draft.to}
      onChange={(to) => change({ to })}
      options={[
        { value: OWN_HAND, label: t('documents.own_hand') },
        ...fit.map((one) => ({
          value: one.reference,
          label: isolated(inWords(one.recipient.names, spokenLanguage(i18n.language))),
        })),
      ]}
      error={errorOf('consent')}
    />
  );
}
