import { Button, FileInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientWritten } from '#domain/wire/client.js';
import type { PhotoRequest, ReturnIssued } from '#domain/wire/identity.js';
import { issueReturn, keepPhoto, removePhoto } from '../api.identity.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { ProblemAlert } from '../kit/states.js';
import { Code } from '../kit/text.js';
import { useChanged, type StandingDialogProps } from './identity.dialogs.js';
import { drawnAnew } from './photo.drawn.js';

/** A code to come back with, shown this once. */
export function ReturnDialog({ standing, onClose }: StandingDialogProps) {
  const { t } = useTranslation();
  const changed = useChanged(standing);
  const [passphrase, setPassphrase] = useState('');
  const [issued, setIssued] = useState<ReturnIssued | null>(null);
  const issue = useChange(
    (wanted: string, key) => issueReturn(standing, wanted, key),
    async (answer) => {
      setPassphrase('');
      setIssued(answer);
      await changed();
    },
  );
  if (issued)
    return (
      <Dialog title={t('standing.return_key')} onClose={onClose}>
        <Stack role="status">
          <Text size="sm">{t('standing.return_code')}</Text>
          <Text fw={700} fz="2rem">
            <Code>{issued.return_code ?? '—'}</Code>
          </Text>
          <Text>{t('standing.return_code_hint')}</Text>
          <Button onClick={onClose}>{t('app.close')}</Button>
        </Stack>
      </Dialog>
    );
  return (
    <Dialog title={t('standing.return_key')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          issue.run(passphrase);
        }}
      >
        <Stack>
          <ProblemAlert problem={issue.problem} />
          <Text>{t('standing.return_effect')}</Text>
          <TextInput
            id={fieldId('passphrase')}
            label={t('standing.passphrase')}
            description={t('standing.passphrase_hint')}
            {...OWN_DIRECTION}
            autoComplete="off"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            error={issue.errorOf('passphrase')}
          />
          <DialogActions
            submit={t('standing.return_issue')}
            onClose={onClose}
            pending={issue.pending}
            disabled={passphrase.trim() === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

/** A photograph, drawn anew in the browser before it leaves: smaller, and nothing but the picture. */
export function PhotoDialog({ standing, onClose }: StandingDialogProps) {
  const { t } = useTranslation();
  const changed = useChanged(standing);
  const [photo, setPhoto] = useState<PhotoRequest | null>(null);
  const [unfit, setUnfit] = useState(false);
  const keep = useChange(
    (wanted: PhotoRequest | null, key): Promise<ClientWritten> =>
      wanted ? keepPhoto(standing, wanted, key) : removePhoto(standing, key),
    async () => {
      await changed();
      onClose();
    },
  );
  const take = async (file: File | null): Promise<void> => {
    const drawn = file && (await drawnAnew(file));
    setPhoto(drawn);
    setUnfit(file !== null && drawn === null);
  };
  return (
    <Dialog title={t('standing.photo')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (photo) keep.run(photo);
        }}
      >
        <Stack>
          <ProblemAlert problem={keep.problem} />
          <Text>{t('standing.photo_effect')}</Text>
          <FileInput
            id={fieldId('content')}
            label={t('standing.photo')}
            accept="image/*"
            clearable
            onChange={(file) => void take(file)}
            error={unfit ? t('standing.photo_unfit') : keep.errorOf('content')}
          />
          {standing.has_photo ? (
            <Button color="red" variant="outline" loading={keep.pending} onClick={() => keep.run(null)}>
              {t('standing.remove_photo')}
            </Button>
          ) : null}
          <DialogActions
            submit={standing.has_photo ? t('standing.change_photo') : t('standing.add_photo')}
            onClose={onClose}
            pending={keep.pending}
            disabled={photo === null}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
