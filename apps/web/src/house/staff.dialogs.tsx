import { NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Language } from '#domain/charter/code-lists.js';
import { LIMITS } from '#domain/charter/limits.js';
import { rolesToGive } from '#domain/charter/roles.js';
import type { Role } from '#domain/charter/roles.js';
import type { StaffInvited, StaffInviteRequest, StaffMember } from '#domain/wire/house.js';
import { changeStaff, inviteAgain, inviteStaff, listStaff } from '../api.house.js';
import { currentLanguage } from '../i18n.js';
import { useChange } from '../kit/change.hook.js';
import { Conflict } from '../kit/conflict.dialog.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Ticks } from '../kit/fields.js';
import { LEFT_TO_RIGHT, OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, Code, LANGUAGE_NAMES } from '../kit/text.js';
import { useSession } from '../session/session.context.js';

/** Only an office that coordinates gives the roles of the whole network. */
const useRoleOptions = (): { value: Role; label: string }[] => {
  const { t } = useTranslation();
  const { coordinates } = useSession().organisation;
  return rolesToGive(coordinates).map((role) => ({ value: role, label: t(`codes.role.${role}`) }));
};

export function InviteDialog(props: {
  onClose: () => void;
  onInvited: (invited: StaffInvited, wanted: StaffInviteRequest) => unknown;
}) {
  const { t } = useTranslation();
  const options = useRoleOptions();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const [language, setLanguage] = useState<Language>(currentLanguage());
  const invite = useChange(
    (body: StaffInviteRequest, key) => inviteStaff(body, key),
    (invited, wanted) => props.onInvited(invited, wanted),
  );
  return (
    <Dialog title={t('staff.invite')} onClose={props.onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          invite.run({ login: login.trim(), display_name: name.trim(), roles, language });
        }}
      >
        <Stack>
          <ProblemAlert problem={invite.problem} />
          <NameField value={name} onChange={setName} error={invite.errorOf('display_name')} />
          <TextInput
            id={fieldId('login')}
            label={t('staff.login')}
            description={t('staff.login_hint')}
            {...LEFT_TO_RIGHT}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={LIMITS.login_characters_max}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
            error={invite.errorOf('login')}
          />
          <Ticks
            field="roles"
            label={t('staff.roles')}
            value={roles}
            onChange={setRoles}
            options={options}
            error={invite.errorOf('roles')}
          />
          <NativeSelect
            id={fieldId('language')}
            label={t('staff.language')}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value as Language)}
            data={LANGUAGES.map((each) => ({ value: each, label: LANGUAGE_NAMES[each] }))}
          />
          <DialogActions submit={t('staff.invite_submit')} onClose={props.onClose} pending={invite.pending} />
        </Stack>
      </form>
    </Dialog>
  );
}

function NameField(props: { value: string; onChange: (name: string) => void; error: string | undefined }) {
  const { t } = useTranslation();
  return (
    <TextInput
      id={fieldId('display_name')}
      label={t('staff.name')}
      {...OWN_DIRECTION}
      autoComplete="off"
      maxLength={LIMITS.name_characters_max}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
    />
  );
}

/** A person as they are called, and their login. */
export const Who = ({ member }: { member: StaffMember }) => (
  <>
    <Bdi>{member.display_name}</Bdi> · <Code>{member.login}</Code>
  </>
);

export function NewCodeDialog(props: {
  member: StaffMember;
  onClose: () => void;
  onInvited: (invited: StaffInvited) => unknown;
}) {
  const { t } = useTranslation();
  const ask = useChange((colleague: string, key) => inviteAgain(colleague, key), props.onInvited);
  return (
    <ConfirmDialog
      title={t('staff.new_code')}
      object={<Who member={props.member} />}
      effect={t('staff.new_code_effect')}
      problem={ask.problem}
      pending={ask.pending}
      onSure={() => ask.run(props.member.colleague)}
      onClose={props.onClose}
    />
  );
}

interface Draft {
  readonly display_name: string;
  readonly roles: Role[];
}
const draftOf = ({ display_name, roles }: StaffMember): Draft => ({ display_name, roles: roles.toSorted() });

export function ChangeStaffDialog(props: {
  member: StaffMember;
  onClose: () => void;
  onChanged: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const dates = useDates();
  const { onClose, onChanged } = props;
  const options = useRoleOptions();
  const [opened, setOpened] = useState({ base: draftOf(props.member), version: props.member.version });
  const [draft, setDraft] = useState(opened.base);
  const change = useChange(
    (body: Draft, key) => changeStaff(props.member.colleague, body, opened.version, key),
    async () => {
      await onChanged();
      onClose();
    },
  );
  const isStale = change.problem?.code === 'version.stale';
  if (isStale)
    return (
      <Conflict
        problem={change.problem}
        base={opened.base}
        yours={draft}
        fields={[
          { field: 'display_name', label: t('staff.name'), word: String },
          {
            field: 'roles',
            label: t('staff.roles'),
            word: (value) =>
              dates.list(options.filter((each) => value.includes(each.value)).map(({ label }) => label)),
          },
        ]}
        read={() => readMember(props.member.colleague)}
        onTake={(values, now) => {
          setDraft(values);
          setOpened({ base: now.values, version: now.version });
          change.reset();
        }}
        onClose={onClose}
      />
    );
  return (
    <Dialog title={t('staff.change_title')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          change.run({ display_name: draft.display_name.trim(), roles: draft.roles });
        }}
      >
        <Stack>
          <ProblemAlert problem={change.problem} />
          <div className="object">
            <Who member={props.member} />
          </div>
          <DraftFields draft={draft} onChange={setDraft} options={options} errorOf={change.errorOf} />
          <DialogActions submit={t('staff.save')} onClose={onClose} pending={change.pending} />
        </Stack>
      </form>
    </Dialog>
  );
}

function DraftFields(props: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  options: { value: Role; label: string }[];
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { draft, onChange, options, errorOf } = props;
  return (
    <>
      <NameField
        value={draft.display_name}
        onChange={(name) => onChange({ ...draft, display_name: name })}
        error={errorOf('display_name')}
      />
      <Ticks
        field="roles"
        label={t('staff.roles')}
        value={draft.roles}
        onChange={(roles) => onChange({ ...draft, roles: roles.toSorted() })}
        options={options}
        error={errorOf('roles')}
      />
      <Text size="sm">{t('staff.change_hint')}</Text>
    </>
  );
}

/** What is recorded of a colleague now: the list is read until they are found. */
async function readMember(colleague: string): Promise<{ values: Draft; version: number }> {
  let cursor: string | undefined;
  for (;;) {
    const { items, next } = await listStaff(undefined, cursor);
    const found = items.find((each) => each.colleague === colleague);
    if (found) return { values: draftOf(found), version: found.version };
    if (next === null)
      throw new Error('A colleague is on the list of the staff as long as there is an account.');
    cursor = next;
  }
}
