import { Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PROTECTION_KINDS, type ProtectionKind } from '#domain/charter/identity.js';
import type { ProtectionRequest, ProtectionView } from '#domain/wire/identity.js';
import { listColleagues } from '../api.day.js';
import { protectClient } from '../api.identity.js';
import { useChange } from '../kit/change.hook.js';
import { ColleagueSelect } from '../kit/colleague.select.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { LEFT_TO_RIGHT, fieldId } from '../kit/field.id.js';
import { Choice } from '../kit/fields.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, tidyCode } from '../kit/text.js';

/** Keeps a record within a team, or changes the team; who the client is among the colleagues is asked and never shown again. */
export function ProtectDialog({ record, onClose }: { record: ProtectionView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const [kind, setKind] = useState<ProtectionKind | null>(record?.kind ?? null);
  const [self, setSelf] = useState('');
  const [team, setTeam] = useState<string[]>(record?.team.map(({ colleague }) => colleague) ?? []);
  const client = record?.client ?? tidyCode(code);
  const protect = useChange(
    (body: ProtectionRequest, key) => protectClient(client, body, key),
    async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['protected'] });
    },
  );
  return (
    <Dialog title={record ? t('protection.change') : t('protection.set')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (kind) protect.run({ kind, team, ...(self === '' ? {} : { self }) });
        }}
      >
        <Stack>
          <ProblemAlert problem={protect.problem} />
          {record ? (
            <Text>
              <ClientCode of={record.client} />
            </Text>
          ) : (
            <CodeField value={code} onChange={setCode} error={protect.errorOf('client')} />
          )}
          <Text>{t('protection.effect')}</Text>
          <Choice
            field="kind"
            label={t('protection.kind')}
            value={kind}
            onChange={setKind}
            options={PROTECTION_KINDS.map((value) => ({ value, label: t(`codes.protection_kind.${value}`) }))}
            error={protect.errorOf('kind')}
          />
          {kind === 'staff' ? (
            <ColleagueSelect
              value={self}
              onChange={setSelf}
              label={t('protection.self')}
              nobody={t('protection.nobody')}
              withMe
              error={protect.errorOf('self')}
            />
          ) : null}
          <Team value={team} onChange={setTeam} error={protect.errorOf('team')} />
          <DialogActions
            submit={record ? t('protection.change') : t('protection.set')}
            onClose={onClose}
            pending={protect.pending}
            disabled={kind === null || client === ''}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

function CodeField(props: { value: string; onChange: (code: string) => void; error: string | undefined }) {
  const { t } = useTranslation();
  return (
    <TextInput
      id={fieldId('client')}
      label={t('protection.code')}
      placeholder="7K3M-9QXR-T4"
      {...LEFT_TO_RIGHT}
      autoComplete="off"
      spellCheck={false}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      error={props.error}
    />
  );
}

function Team(props: {
  value: readonly string[];
  onChange: (team: string[]) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['colleagues'], queryFn: listColleagues });
  return (
    <Loaded query={query}>
      {(colleagues) => (
        <Checkbox.Group
          id={fieldId('team')}
          tabIndex={-1}
          label={t('protection.team')}
          description={t('protection.team_hint')}
          value={[...props.value]}
          onChange={props.onChange}
          error={props.error}
        >
          <Group gap="xs" mt={6}>
            {colleagues.map(({ colleague, display_name: name }) => (
              <Checkbox
                key={colleague}
                value={colleague}
                label={<Bdi>{name}</Bdi>}
                classNames={{ root: 'option', body: 'option-body', label: 'option-label' }}
              />
            ))}
          </Group>
        </Checkbox.Group>
      )}
    </Loaded>
  );
}
