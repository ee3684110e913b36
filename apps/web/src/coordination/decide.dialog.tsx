import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ForcedChangeView } from '#domain/wire/envelope.js';
import type { ApiProblem } from '../api.problem.js';
import { ProblemAlert } from '../kit/states.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Bdi, Way } from '../kit/text.js';

/** Asked once more before somebody else answers for a person. */
export function DecideDialog(props: {
  change: ForcedChangeView;
  confirmed: boolean;
  problem: ApiProblem | null;
  pending: boolean;
  onClose: () => void;
  onSure: () => void;
}) {
  const { t } = useTranslation();
  const { change, confirmed } = props;
  const title = confirmed ? t('coordination.confirm') : t('coordination.refuse');
  return (
    <Dialog title={title} onClose={props.onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          props.onSure();
        }}
      >
        <Stack>
          <ProblemAlert problem={props.problem} />
          <Text fw={600}>
            <Way from={change.custodian.names} to={change.to.names} />
          </Text>
          <Text>
            {t(`codes.forced_change_reason.${change.reason}`)}: <Bdi>{change.document}</Bdi>
          </Text>
          <Text>{confirmed ? t('coordination.confirm_effect') : t('coordination.refuse_effect')}</Text>
          <DialogActions submit={title} onClose={props.onClose} pending={props.pending} ending={!confirmed} />
        </Stack>
      </form>
    </Dialog>
  );
}
