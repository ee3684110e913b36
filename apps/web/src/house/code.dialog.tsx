import { useTranslation } from 'react-i18next';
import type { StaffInvited } from '#domain/wire/house.js';
import { CodeOnceDialog } from '../kit/code.once.dialog.js';
import { Bdi, Code, Instant } from '../kit/text.js';

/** The code of an invitation. */
export function CodeDialog(props: {
  login: string;
  name: string;
  invited: StaffInvited;
  onClose: () => void;
}) {
  const { login, name, invited, onClose } = props;
  const { t } = useTranslation();
  return (
    <CodeOnceDialog
      code={invited.code}
      words={{
        title: t('staff.code_title'),
        once: t('staff.code_once'),
        gone: t('staff.code_gone'),
        copy: t('staff.copy'),
        copied: t('staff.copied'),
        print: t('staff.print'),
        done: t('staff.done'),
      }}
      facts={[
        { term: t('staff.name'), value: <Bdi>{name}</Bdi> },
        { term: t('staff.login'), value: <Code>{login}</Code> },
        { term: t('staff.code_where'), value: <Code>{`${window.location.origin}/join`}</Code> },
        { term: t('staff.code_until'), value: <Instant at={invited.expires_at} /> },
      ]}
      onClose={onClose}
    />
  );
}
