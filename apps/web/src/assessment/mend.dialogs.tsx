import { Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ASSESSMENT_MENDS, type AssessmentMend } from '#domain/charter/assessment.js';
import { SUICIDE_RISKS } from '#domain/charter/code-lists.js';
import type { AssessmentView, SignOffRequest } from '#domain/wire/assessment.js';
import { listInstruments, signOffAssessment, voidAssessment } from '../api.assessments.js';
import { useChange } from '../kit/change.hook.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { Choice } from '../kit/fields.js';
import { say } from '../kit/notice.js';
import { ClientCode, Instant } from '../kit/text.js';
import { assessmentsKey, instrumentsKey } from './assessment.keys.js';
import { FormName, LevelBadge } from './score.words.js';

interface MendProps {
  readonly code: string;
  readonly one: AssessmentView;
  readonly onClose: () => void;
}

function Subject({ code, one }: Omit<MendProps, 'onClose'>) {
  const { data } = useQuery({ queryKey: instrumentsKey, queryFn: listInstruments });
  return (
    <>
      <FormName of={data} id={one.instrument} /> · <Instant at={one.taken_at} /> · <ClientCode of={code} />
      {one.level ? (
        <>
          {' '}
          <LevelBadge level={one.level} />
        </>
      ) : null}
    </>
  );
}

function Why(props: {
  label: string;
  value: AssessmentMend | null;
  onChange: (value: AssessmentMend) => void;
  error?: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Choice
      field="reason"
      {...props}
      wide
      options={ASSESSMENT_MENDS.map((value) => ({ value, label: t(`codes.assessment_mend.${value}`) }))}
    />
  );
}

/** Why first; then the answers are looked over and put right, and the first assessment stays. */
export function CorrectDialog({ code, one, onClose }: MendProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [reason, setReason] = useState<AssessmentMend | null>(null);
  return (
    <ConfirmDialog
      title={t('assess.correct')}
      object={<Subject code={code} one={one} />}
      effect={t('assess.correct_effect')}
      problem={null}
      pending={false}
      disabled={reason === null}
      onSure={() =>
        void navigate({
          to: '/clients/$code/assessments/take',
          params: { code },
          search: { instead: one.id, ...(reason ? { reason } : {}) },
        })
      }
      onClose={onClose}
    >
      <Why label={t('assess.correct_why')} value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}

/** After a change everything that was read of assessments is read anew, and the client with it. */
function useAfter(code: string, onClose: () => void): () => Promise<void> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: assessmentsKey(code) });
    void queries.invalidateQueries({ queryKey: ['client', code] });
    void queries.invalidateQueries({ queryKey: ['work'] });
    say(t('app.saved'));
    onClose();
  };
}

/** It was no assessment of this client, or must not count: it stays, and says so. */
export function VoidDialog({ code, one, onClose }: MendProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<AssessmentMend | null>(null);
  const change = useChange(
    (why: AssessmentMend, key) => voidAssessment(code, one, why, key),
    useAfter(code, onClose),
  );
  return (
    <ConfirmDialog
      title={t('assess.void')}
      object={<Subject code={code} one={one} />}
      effect={t('assess.void_effect')}
      problem={change.problem}
      pending={change.pending}
      disabled={reason === null}
      ending
      onSure={() => (reason ? change.run(reason) : undefined)}
      onClose={onClose}
    >
      <Why
        label={t('assess.void_why')}
        value={reason}
        onChange={setReason}
        error={change.errorOf('reason')}
      />
    </ConfirmDialog>
  );
}

const FOUND = SUICIDE_RISKS.filter((risk): risk is SignOffRequest['suicide_risk'] => risk !== 'not_assessed');

/** A clinician says what they found, which becomes the newest safety screen; planned steps go on after it. */
export function SignOffDialog({ code, one, onClose }: MendProps) {
  const { t } = useTranslation();
  const [found, setFound] = useState<SignOffRequest['suicide_risk'] | null>(null);
  const change = useChange(
    (suicide_risk: SignOffRequest['suicide_risk'], key) =>
      signOffAssessment(code, one, { suicide_risk }, key),
    useAfter(code, onClose),
  );
  return (
    <ConfirmDialog
      title={t('assess.sign_off')}
      object={<Subject code={code} one={one} />}
      effect={<Text>{t('assess.sign_off_effect')}</Text>}
      problem={change.problem}
      pending={change.pending}
      disabled={found === null}
      onSure={() => (found ? change.run(found) : undefined)}
      onClose={onClose}
    >
      <Choice
        field="suicide_risk"
        label={t('assess.found')}
        value={found}
        onChange={setFound}
        options={FOUND.map((value) => ({ value, label: t(`codes.suicide_risk.${value}`) }))}
        error={change.errorOf('suicide_risk')}
      />
    </ConfirmDialog>
  );
}
