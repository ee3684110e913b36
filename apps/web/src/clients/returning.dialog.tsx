import { Button, Stack, Text, TextInput } from '@mantine/core';
import { IconTicket } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReturnFindRequest } from '#domain/wire/identity.js';
import { findReturning } from '../api.identity.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { LEFT_TO_RIGHT, OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { ProblemAlert } from '../kit/states.js';
import { useMay } from '../session/session.context.js';

/** Somebody without a name comes back with a code and a passphrase. */
export function ReturningButton() {
  const { t } = useTranslation();
  const may = useMay();
  const [opened, setOpened] = useState(false);
  if (!may('return.find')) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTicket size={18} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('returning.open')}
      </Button>
      {opened ? <ReturningDialog onClose={() => setOpened(false)} /> : null}
    </>
  );
}

function ReturningDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const find = useChange(
    (body: ReturnFindRequest, key) => findReturning(body, key),
    ({ client }) => navigate({ to: '/clients/$code', params: { code: client } }),
  );
  return (
    <Dialog title={t('returning.title')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          find.run({ return_code: code.trim(), passphrase });
        }}
      >
        <Stack>
          <ProblemAlert problem={find.problem} />
          <Text>{t('returning.effect')}</Text>
          <TextInput
            id={fieldId('return_code')}
            label={t('returning.code')}
            {...LEFT_TO_RIGHT}
            autoComplete="off"
            spellCheck={false}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={find.errorOf('return_code')}
          />
          <TextInput
            id={fieldId('passphrase')}
            label={t('standing.passphrase')}
            {...OWN_DIRECTION}
            autoComplete="off"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            error={find.errorOf('passphrase')}
          />
          <DialogActions
            submit={t('returning.find')}
            onClose={onClose}
            pending={find.pending}
            disabled={code.trim() === '' || passphrase.trim() === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
