import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import {
  PAPER_KINDS,
  PAPER_REQUEST_WAYS,
  PAPERS,
  type PaperKind,
  type PaperRequestWay,
} from '#domain/charter/paper.js';
import type { ConsentsView } from '#domain/wire/consent.js';
import type { PaperRequest } from '#domain/wire/paper.js';
import { handOverPaper } from '../api.papers.js';
import { spokenLanguage } from '../i18n.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice } from '../kit/fields.js';
import { saveFile } from '../kit/save.file.js';
import { ProblemAlert } from '../kit/states.js';
import { inWords, isolated, LANGUAGE_NAMES } from '../kit/text.js';

interface Chosen {
  readonly paper: PaperKind | null;
  readonly language: Language | null;
  readonly consent: string | null;
  readonly asked_how: PaperRequestWay | null;
}

/** What is asked for, once everything is chosen. */
function requestOf({ paper, language, consent, asked_how }: Chosen): PaperRequest | null {
  if (paper === null || language === null || asked_how === null) return null;
  if (paper !== 'consent') return { paper, language, asked_how };
  return consent === null ? null : { paper, language, asked_how, consent };
}

/** Which paper, in whose language, and how the client asked: that is all that is written down. */
export function PapersDialog({ view, onClose }: { view: ConsentsView; onClose: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen>({
    paper: null,
    language: view.language,
    consent: null,
    asked_how: null,
  });
  const change = useChange(
    (body: PaperRequest) => handOverPaper(view.client, body),
    (file, { paper }) => {
      saveFile(file, PAPERS[paper].form === 'pdf' ? 'paper.pdf' : 'paper.json');
      onClose();
    },
  );
  const request = requestOf(chosen);
  return (
    <Dialog title={t('papers.title')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (request) change.run(request);
        }}
      >
        <Stack>
          <ProblemAlert problem={change.problem} />
          <Text>{t('papers.hint')}</Text>
          <PaperChoices
            view={view}
            chosen={chosen}
            onChange={(more) => setChosen({ ...chosen, ...more })}
            errorOf={change.errorOf}
          />
          <DialogActions
            submit={t('papers.make')}
            onClose={onClose}
            pending={change.pending}
            disabled={request === null}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

function PaperChoices({
  view,
  chosen: { paper, language, consent, asked_how },
  onChange,
  errorOf,
}: {
  view: ConsentsView;
  chosen: Chosen;
  onChange: (more: Partial<Chosen>) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const dates = useDates();
  const spoken = spokenLanguage(i18n.language);
  return (
    <>
      <Choice
        field="paper"
        label={t('papers.paper')}
        value={paper}
        onChange={(next) => onChange({ paper: next })}
        options={PAPER_KINDS.map((each) => ({ value: each, label: t(`codes.paper.${each}`) }))}
        error={errorOf('paper')}
      />
      {paper === 'certificate' ? <Text c="dimmed">{t('papers.certificate_hint')}</Text> : null}
      {paper === 'consent' ? (
        <Choice
          field="consent"
          label={t('papers.consent')}
          value={consent}
          onChange={(next) => onChange({ consent: next })}
          options={view.consents.map((one) => ({
            value: one.reference,
            label: `${isolated(inWords(one.recipient.names, spoken))} · ${dates.dayOf(one.given_at)}`,
          }))}
          error={errorOf('consent')}
        />
      ) : null}
      <Choice
        field="language"
        label={t('papers.language')}
        value={language}
        onChange={(next) => onChange({ language: next })}
        options={LANGUAGES.map((each) => ({ value: each, label: LANGUAGE_NAMES[each] }))}
        error={errorOf('language')}
      />
      <Choice
        field="asked_how"
        label={t('papers.asked_how')}
        value={asked_how}
        onChange={(next) => onChange({ asked_how: next })}
        options={PAPER_REQUEST_WAYS.map((each) => ({
          value: each,
          label: t(`codes.paper_request_way.${each}`),
        }))}
        error={errorOf('asked_how')}
      />
    </>
  );
}
