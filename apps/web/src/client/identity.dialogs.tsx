import { Button, Checkbox, FileInput, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentWay } from '#domain/charter/consent.js';
import type { ClientWritten } from '#domain/wire/client.js';
import type {
  IdentityJoinRequest,
  IdentityStanding,
  PhotoRequest,
  ReturnIssued,
} from '#domain/wire/identity.js';
import { issueReturn, joinIdentity, keepPhoto, removePhoto, undoIdentity } from '../api.identity.js';
import { useChange } from '../kit/change.hook.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { Choice, DayField } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { ClientCode, Code } from '../kit/text.js';
import { drawnAnew } from './photo.drawn.js';
import { WayChoice } from './way.choice.js';

export interface StandingDialogProps {
  readonly standing: IdentityStanding;
  readonly onClose: () => void;
}

/** What was known about the client is read again; what was shown of who they are is forgotten. */
function useChanged(standing: IdentityStanding): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    queries.removeQueries({ queryKey: ['identity', standing.client] });
    queries.removeQueries({ queryKey: ['photo', standing.client] });
    await queries.invalidateQueries({ queryKey: ['standing', standing.client] });
    await queries.invalidateQueries({ queryKey: ['client', standing.client] });
  };
}

/** A client without a name gives one, by their wish. */
export function JoinDialog({ standing, onClose }: StandingDialogProps) {
  const { t } = useTranslation();
  const changed = useChanged(standing);
  const [mode, setMode] = useState<IdentityJoinRequest['mode']>('identified');
  const [given, setGiven] = useState('');
  const [family, setFamily] = useState('');
  const [birth, setBirth] = useState('');
  const [phone, setPhone] = useState('');
  const [how, setHow] = useState<ConsentWay | null>(null);
  const [looked, setLooked] = useState(false);
  const join = useChange(
    (body: IdentityJoinRequest, key) => joinIdentity(standing, body, key),
    async () => {
      await changed();
      onClose();
    },
  );
  const isDouble = join.problem?.code === 'client.duplicates_found';
  return (
    <Dialog title={t('standing.join')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!how) return;
          join.run({
            mode,
            identity: {
              given_name: given,
              family_name: family,
              ...(birth === '' ? {} : { birth_on: birth }),
              ...(phone.trim() === '' ? {} : { phones: [phone.trim()] }),
            },
            given_how: how,
            ...(looked ? { duplicates_reviewed: true } : {}),
          });
        }}
      >
        <Stack>
          <ProblemAlert problem={join.problem} />
          <Text>
            <ClientCode of={standing.client} />
          </Text>
          <Text>{t('standing.join_effect')}</Text>
          <Choice
            field="mode"
            label={t('standing.join_mode')}
            value={mode}
            onChange={setMode}
            options={(['identified', 'pseudonymous'] as const).map((value) => ({
              value,
              label: t(`codes.identity_mode.${value}`),
            }))}
          />
          <NameField
            field="identity.given_name"
            label={t('walk_in.given_name')}
            value={given}
            onChange={setGiven}
            error={join.errorOf('identity.given_name')}
          />
          <NameField
            field="identity.family_name"
            label={t('walk_in.family_name')}
            value={family}
            onChange={setFamily}
            error={join.errorOf('identity.family_name')}
          />
          <DayField
            field="identity.birth_on"
            label={t('glass.born')}
            value={birth}
            onChange={setBirth}
            error={join.errorOf('identity.birth_on')}
          />
          <NameField
            field="identity.phones"
            label={t('glass.phones')}
            value={phone}
            onChange={setPhone}
            error={join.errorOf('identity.phones')}
          />
          <WayChoice value={how} onChange={setHow} error={join.errorOf('given_how')} />
          {isDouble || looked ? (
            <Checkbox
              label={t('standing.duplicates')}
              checked={looked}
              onChange={(event) => setLooked(event.currentTarget.checked)}
            />
          ) : null}
          <DialogActions
            submit={t('standing.join')}
            onClose={onClose}
            pending={join.pending}
            disabled={how === null || given.trim() === '' || family.trim() === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

function NameField(props: {
  field: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}) {
  return (
    <TextInput
      id={fieldId(props.field)}
      label={props.label}
      {...OWN_DIRECTION}
      autoComplete="off"
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
    />
  );
}

/** The client takes the name back; the record stays. */
export function UndoDialog({ standing, onClose }: StandingDialogProps) {
  const { t } = useTranslation();
  const changed = useChanged(standing);
  const [how, setHow] = useState<ConsentWay | null>(null);
  const undo = useChange(
    (given_how: ConsentWay, key) => undoIdentity(standing, { given_how }, key),
    async () => {
      await changed();
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t('standing.undo')}
      object={<ClientCode of={standing.client} />}
      effect={t('standing.undo_effect')}
      problem={undo.problem}
      pending={undo.pending}
      ending
      disabled={how === null}
      onSure={() => {
        if (how) undo.run(how);
      }}
      onClose={onClose}
    >
      <WayChoice value={how} onChange={setHow} error={undo.errorOf('given_how')} />
    </ConfirmDialog>
  );
}

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
