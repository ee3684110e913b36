import { useTranslation } from 'react-i18next';
import type { EligibilityIssued, ProgrammeView } from '#domain/wire/eligibility.js';
import { CodeOnceDialog } from '../kit/code.once.dialog.js';
import { useDates } from '../kit/dates.hook.js';
import { Label } from '../kit/text.js';
import { Programme } from './token.parts.js';

/** The code of a token: into the hand of the client, who shows it to whom they want. */
export function TokenCodeDialog(props: {
  token: EligibilityIssued;
  programmes: readonly ProgrammeView[];
  onClose: () => void;
}) {
  const { token, programmes, onClose } = props;
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <CodeOnceDialog
      code={token.code}
      words={{
        title: t('eligibility.code_title'),
        once: t('eligibility.code_once'),
        gone: t('eligibility.code_gone'),
        copy: t('eligibility.copy'),
        copied: t('eligibility.copied'),
        print: t('eligibility.print'),
        done: t('eligibility.done'),
      }}
      facts={[
        { term: t('eligibility.partner'), value: <Label of={token.recipient.names} /> },
        { term: t('eligibility.programme'), value: <Programme token={token} programmes={programmes} /> },
        { term: t('eligibility.last_day'), value: dates.day(token.valid_until_on) },
      ]}
      onClose={onClose}
    />
  );
}
