import { Button, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import {
  DATA_REQUEST_AUTHORITIES,
  DATA_REQUEST_BASES,
  DATA_REQUEST_DECISIONS,
  type DataRequestAuthority,
  type DataRequestBasis,
  type DataRequestDecision,
} from '#domain/charter/identity.js';
import type {
  DataRequestAnswer,
  DataRequestDecisionRequest,
  DataRequestRecordRequest,
  DataRequestView,
} from '#domain/wire/identity.js';
import { answerDataRequest, decideDataRequest, recordDataRequest } from '../api.identity.js';
import { Writing } from '../handoff/move.frame.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { Choice } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, Code, LANGUAGE_NAMES } from '../kit/text.js';

interface RequestProps {
  readonly request: DataRequestView;
  readonly onClose: () => void;
}

/** Writes a request down, and looks nothing up. */
export function RecordDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [authority, setAuthority] = useState<DataRequestAuthority | null>(null);
  const [basis, setBasis] = useState<DataRequestBasis | null>(null);
  const [words, setWords] = useState<Letter>({ asked_by: '', document: '', about: '' });
  const [language, setLanguage] = useState<Language>(LANGUAGES.find((one) => one === i18n.language) ?? 'en');
  const record = useChange(
    (body: DataRequestRecordRequest, key) => recordDataRequest(body, key),
    async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['data-requests'] });
    },
  );
  return (
    <Dialog title={t('requests.record')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (authority && basis) record.run({ authority, basis, ...words, language });
        }}
      >
        <Stack>
          <ProblemAlert problem={record.problem} />
          <Text>{t('requests.record_effect')}</Text>
          <Choice
            field="authority"
            label={t('requests.authority')}
            value={authority}
            onChange={setAuthority}
            options={DATA_REQUEST_AUTHORITIES.map((value) => ({
              value,
              label: t(`codes.data_authority.${value}`),
            }))}
            error={record.errorOf('authority')}
          />
          <Choice
            field="basis"
            label={t('requests.basis')}
            value={basis}
            onChange={setBasis}
            options={DATA_REQUEST_BASES.map((value) => ({ value, label: t(`codes.data_basis.${value}`) }))}
            error={record.errorOf('basis')}
          />
          <LetterFields letter={words} onChange={setWords} errorOf={record.errorOf} />
          <Choice
            field="language"
            label={t('requests.language')}
            value={language}
            onChange={setLanguage}
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
          <DialogActions
            submit={t('requests.record')}
            onClose={onClose}
            pending={record.pending}
            disabled={authority === null || basis === null}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

interface Letter {
  readonly asked_by: string;
  readonly document: string;
  readonly about: string;
}

/** What the letter says of itself. */
function LetterFields(props: {
  letter: Letter;
  onChange: (letter: Letter) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { letter, onChange, errorOf } = props;
  return (
    <>
      {(['asked_by', 'document', 'about'] as const).map((field) => (
        <TextInput
          key={field}
          id={fieldId(field)}
          label={t(`requests.${field}`)}
          {...OWN_DIRECTION}
          autoComplete="off"
          value={letter[field]}
          onChange={(event) => onChange({ ...letter, [field]: event.currentTarget.value })}
          error={errorOf(field)}
        />
      ))}
    </>
  );
}

/** Another person decides, and says why; more than neither is for a court alone. */
export function DecideRequestDialog({ request, onClose }: RequestProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [decision, setDecision] = useState<DataRequestDecision>('neither');
  const [words, setWords] = useState('');
  const decide = useChange(
    (body: DataRequestDecisionRequest, key) => decideDataRequest(request, body, key),
    async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['data-requests'] });
    },
  );
  const offered = DATA_REQUEST_DECISIONS.filter(
    (one) => one === 'neither' || request.basis === 'court_order',
  );
  return (
    <Dialog title={t('requests.decide')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          decide.run({ decision, words });
        }}
      >
        <Stack>
          <ProblemAlert problem={decide.problem} />
          <div className="object">
            <Text fw={600}>
              <Code>{request.reference}</Code> · <Bdi>{request.asked_by}</Bdi>
            </Text>
            <Text size="sm">
              {t('requests.about')}: <Bdi>{request.about}</Bdi>
            </Text>
          </div>
          <Choice
            field="decision"
            label={t('requests.decision')}
            value={decision}
            onChange={setDecision}
            options={offered.map((value) => ({ value, label: t(`codes.data_decision.${value}`) }))}
            error={decide.errorOf('decision')}
          />
          <Writing
            field="words"
            label={t('requests.words')}
            value={words}
            onChange={setWords}
            error={decide.errorOf('words')}
          />
          <DialogActions
            submit={t('requests.decide')}
            onClose={onClose}
            pending={decide.pending}
            disabled={words.trim() === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

/** The text that leaves: the same for everybody but its reference. */
export function AnswerDialog({ request, onClose }: RequestProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [answered, setAnswered] = useState<DataRequestAnswer | null>(null);
  const answer = useChange(
    (_: null, key) => answerDataRequest(request, key),
    async (text) => {
      setAnswered(text);
      await queries.invalidateQueries({ queryKey: ['data-requests'] });
    },
  );
  return (
    <Dialog title={t('requests.answer')} onClose={onClose}>
      {answered ? (
        <Stack>
          <Paper withBorder p="md" lang={answered.language} dir={answered.language === 'ar' ? 'rtl' : 'ltr'}>
            <Text>{answered.text}</Text>
          </Paper>
          <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
            {t('requests.print')}
          </Button>
        </Stack>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            answer.run(null);
          }}
        >
          <Stack>
            <ProblemAlert problem={answer.problem} />
            <Text className="object">
              <Code>{request.reference}</Code> · <Bdi>{request.asked_by}</Bdi>
            </Text>
            <DialogActions submit={t('requests.answer')} onClose={onClose} pending={answer.pending} />
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
