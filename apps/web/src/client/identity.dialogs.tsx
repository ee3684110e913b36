import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentWay } from '#domain/charter/consent.js';
import type { IdentityJoinRequest, IdentityStanding } from '#domain/wire/identity.js';
import { joinIdentity, undoIdentity } from '../api.identity.js';
import { useChange } from '../kit/change.hook.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { Choice, DayField } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { ClientCode } from '../kit/text.js';
import { WayChoice } from './way.choice.js';

export interface StandingDialogProps {
  readonly standing: IdentityStanding;
  readonly onClose: () => void;
}

/** What was known about the client is read again; what was shown of who they are is forgotten. */
export function useChanged(standing: IdentityStanding): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    queries.removeQueries({ queryKey: ['identity', standing.client] });
    queries.removeQueries({ queryKey: ['photo', standing.client] });
    await queries.invalidateQueries({ queryKey: ['standing', standing.client] });
    await queries.invalidateQueries({ queryKey: ['client', standing.client] });
  };
}

/** What is typed into the window, as it is typed. */
interface JoinDraft {
  readonly mode: IdentityJoinRequest['mode'];
  readonly given: string;
  readonly family: string;
  readonly birth: string;
  readonly phone: string;
  readonly how: ConsentWay | null;
  readonly looked: boolean;
}

const NOTHING_GIVEN: JoinDraft = {
  mode: 'identified',
  given: '',
  family: '',
  birth: '',
  phone: '',
  how: null,
  looked: false,
};

const joiningOf = (draft: JoinDraft, given_how: ConsentWay): IdentityJoinRequest => ({
  mode: draft.mode,
  identity: {
    given_name: draft.given,
    family_name: draft.family,
    ...(draft.birth === '' ? {} : { birth_on: draft.birth }),
    ...(draft.phone.trim() === '' ? {} : { phones: [draft.phone.trim()] }),
  },
  given_how,
  ...(draft.looked ? { duplicates_reviewed: true } : {}),
});

/** A client without a name gives one, by their wish. */
export function JoinDialog({ standing, onClose }: StandingDialogProps) {
  const { t } = useTranslation();
  const changed = useChanged(standing);
  const [draft, setDraft] = useState(NOTHING_GIVEN);
  const join = useChange(
    (body: IdentityJoinRequest, key) => joinIdentity(standing, body, key),
    async () => {
      await changed();
      onClose();
    },
  );
  const { how, given, family, looked } = draft;
  const isDouble = join.problem?.code === 'client.duplicates_found';
  return (
    <Dialog title={t('standing.join')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (how) join.run(joiningOf(draft, how));
        }}
      >
        <Stack>
          <ProblemAlert problem={join.problem} />
          <Text>
            <ClientCode of={standing.client} />
          </Text>
          <Text>{t('standing.join_effect')}</Text>
          <JoinFields draft={draft} onChange={setDraft} errorOf={join.errorOf} />
          {isDouble || looked ? (
            <Checkbox
              label={t('standing.duplicates')}
              checked={looked}
              onChange={(event) => setDraft({ ...draft, looked: event.currentTarget.checked })}
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

function JoinFields(props: {
  draft: JoinDraft;
  onChange: (draft: JoinDraft) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { draft, onChange, errorOf } = props;
  const edit = (part: Partial<JoinDraft>): void => onChange({ ...draft, ...part });
  return (
    <>
      <Choice
        field="mode"
        label={t('standing.join_mode')}
        value={draft.mode}
        onChange={(mode) => edit({ mode })}
        options={(['identified', 'pseudonymous'] as const).map((value) => ({
          value,
          label: t(`codes.identity_mode.${value}`),
        }))}
      />
      <NameField
        field="identity.given_name"
        label={t('client.given_name')}
        value={draft.given}
        onChange={(given) => edit({ given })}
        error={errorOf('identity.given_name')}
      />
      <NameField
        field="identity.family_name"
        label={t('client.family_name')}
        value={draft.family}
        onChange={(family) => edit({ family })}
        error={errorOf('identity.family_name')}
      />
      <DayField
        field="identity.birth_on"
        label={t('glass.born')}
        value={draft.birth}
        onChange={(birth) => edit({ birth })}
        error={errorOf('identity.birth_on')}
      />
      <NameField
        field="identity.phones"
        label={t('glass.phones')}
        value={draft.phone}
        onChange={(phone) => edit({ phone })}
        error={errorOf('identity.phones')}
      />
      <WayChoice value={draft.how} onChange={(how) => edit({ how })} error={errorOf('given_how')} />
    </>
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
