import { useTranslation } from 'react-i18next';
import { ACCESS_ANSWERS } from '#domain/charter/rights.js';
import type { AccessRequestView } from '#domain/wire/rights.js';
import { answerAccess, listAccess } from '../api.rights.js';
import { useMay } from '../session/session.context.js';
import { AnswerDialog, AskedList } from './asked.list.js';

/** Clients who asked for their own record, and until when they must have it. */
export function AccessRequests() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <AskedList
      title={t('rights.access')}
      topic="access-requests"
      list={listAccess}
      keyOf={({ request }) => request}
      what={{ head: t('rights.form'), cell: ({ form }) => t(`codes.access_form.${form}`) }}
      standing={({ answer }) =>
        answer === null ? t('rights.access_open') : t(`codes.access_answer.${answer}`)
      }
      dueAt={(row) => (row.answer === null ? row.answer_due_at : null)}
      answer={t('rights.answer')}
      mayAnswer={() => may('access.answer')}
      dialog={(row, onClose) => <AnswerAccess request={row} again={['access-requests']} onClose={onClose} />}
    />
  );
}

/** What came of a request for the record; what is not given whole says why. */
export function AnswerAccess(props: {
  request: AccessRequestView;
  again: readonly string[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <AnswerDialog
      title={t('rights.answer')}
      again={props.again}
      field="answer"
      bare
      options={ACCESS_ANSWERS.map((value) => ({ value, label: t(`codes.access_answer.${value}`) }))}
      run={(answer, reason, key) => answerAccess(props.request, { answer, reason: reason || null }, key)}
      onClose={props.onClose}
    />
  );
}
