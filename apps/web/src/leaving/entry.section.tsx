import { Alert, Button, Fieldset, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ENTRY_SOURCE_CODES, LEGAL_BASES, TREATED_BEFORE } from '#domain/charter/exits.js';
import type { ClientView } from '#domain/wire/client.js';
import type { DataWarning, EntryRecord, EntryView } from '#domain/wire/exit.js';
import { readEntry, recordEntry } from '../api.leaving.js';
import { clientKey, isLive } from '../client/client.parts.js';
import { useChange, type Change } from '../kit/change.hook.js';
import { Choice, DayField } from '../kit/fields.js';
import { OWN_DIRECTION, fieldId } from '../kit/field.id.js';
import { say } from '../kit/notice.js';
import { Section } from '../kit/section.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { useMay } from '../session/session.context.js';

export const entryKey = (code: string) => ['entry', code] as const;

/** How the client came into the stage they are in. What is not known stays open and stops nobody; the rules tell what they noticed. */
export function EntrySection({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: entryKey(client.client), queryFn: () => readEntry(client.client) });
  return (
    <Section title={t('leaving.entry')}>
      <Loaded query={query}>
        {(entry) => (
          <Stack gap="md">
            {entry.warnings.length > 0 ? (
              <Alert role="note" color="calm" variant="outline" icon={<IconInfoCircle aria-hidden />}>
                {entry.warnings.map((warning) => (
                  <Noticed key={`${warning.rule} ${warning.field}`} warning={warning} />
                ))}
              </Alert>
            ) : null}
            <EntryForm key={entry.version} client={client} entry={entry} />
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

const DAYS = [
  'requested_on',
  'first_contact_on',
  'first_appt_offered_on',
  'admitted_on',
  'planned_end_on',
] as const;
const NAMED = [...DAYS, 'legal_basis_of_entry', 'legal_until_on', 'prev_treated', 'referral_source'] as const;

/** What a rule noticed, by the name the form has for the field; one the form does not have is told by the rule alone. */
function Noticed({ warning: { rule, field } }: { warning: DataWarning }) {
  const { t } = useTranslation();
  const known = NAMED.find((one) => one === field);
  return (
    <Text>
      {t('leaving.noticed', { rule, field: known ? t(`leaving.fields.${known}`) : t('leaving.entry') })}
    </Text>
  );
}

function useEntryForm(client: ClientView, entry: EntryView) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [values, setValues] = useState<EntryRecord>(entry.entry);
  const save = useChange(
    (body: EntryRecord, key) => recordEntry(client.client, entry.version, body, key),
    async () => {
      await queries.invalidateQueries({ queryKey: clientKey(client.client) });
      await queries.invalidateQueries({ queryKey: entryKey(client.client) });
      say(t('app.saved'));
    },
  );
  const change = (part: Partial<EntryRecord>): void => setValues({ ...values, ...part });
  return { values, change, save };
}

interface FieldsProps {
  readonly values: EntryRecord;
  readonly change: (part: Partial<EntryRecord>) => void;
  readonly save: Change<EntryRecord>;
}

function EntryForm({ client, entry }: { client: ClientView; entry: EntryView }) {
  const { t } = useTranslation();
  const may = useMay();
  const form = useEntryForm(client, entry);
  const { values, change, save } = form;
  const canWrite = isLive(client) && may('stage.entry');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.run(values);
      }}
    >
      <Fieldset variant="unstyled" disabled={!canWrite}>
        <Stack gap="md">
          <ProblemAlert problem={save.problem} />
          <Group align="flex-start" gap="md">
            {DAYS.map((field) => (
              <DayField
                key={field}
                field={field}
                label={t(`leaving.fields.${field}`)}
                value={values[field] ?? ''}
                onChange={(day) => change({ [field]: day === '' ? null : day })}
                error={save.errorOf(field)}
              />
            ))}
          </Group>
          <Choice
            field="prev_treated"
            label={t('leaving.fields.prev_treated')}
            value={values.prev_treated}
            onChange={(prev_treated) => change({ prev_treated })}
            options={TREATED_BEFORE.map((value) => ({ value, label: t(`codes.treated_before.${value}`) }))}
            error={save.errorOf('prev_treated')}
          />
          <NativeSelect
            id={fieldId('referral_source')}
            label={t('leaving.fields.referral_source')}
            value={values.referral_source ?? ''}
            onChange={({ currentTarget }) =>
              change({
                referral_source: ENTRY_SOURCE_CODES.find((one) => one === currentTarget.value) ?? null,
              })
            }
            data={[
              { value: '', label: '—' },
              ...ENTRY_SOURCE_CODES.map((value) => ({ value, label: t(`codes.entry_source.${value}`) })),
            ]}
            error={save.errorOf('referral_source')}
          />
          <LegalFields {...form} />
          {canWrite ? (
            <Group>
              <Button type="submit" variant="default" loading={save.pending}>
                {t('leaving.save_entry')}
              </Button>
            </Group>
          ) : null}
        </Stack>
      </Fieldset>
    </form>
  );
}

/** On what ground somebody came; whoever was not asked has a document, a reviewer and an end. */
function LegalFields({ values, change, save }: FieldsProps) {
  const { t } = useTranslation();
  const basis = values.legal_basis_of_entry;
  const isImposed = basis !== null && basis !== 'voluntary';
  return (
    <>
      <Choice
        field="legal_basis_of_entry"
        label={t('leaving.fields.legal_basis_of_entry')}
        value={basis}
        onChange={(chosen) =>
          change({
            legal_basis_of_entry: chosen,
            ...(chosen === 'voluntary'
              ? { legal_document: null, legal_reviewer: null, legal_until_on: null }
              : {}),
          })
        }
        options={LEGAL_BASES.map((value) => ({ value, label: t(`codes.legal_basis.${value}`) }))}
        error={save.errorOf('legal_basis_of_entry')}
      />
      {isImposed ? (
        <Group align="flex-start" gap="md">
          <TextInput
            id={fieldId('legal_document')}
            label={t('leaving.fields.legal_document')}
            {...OWN_DIRECTION}
            value={values.legal_document ?? ''}
            onChange={({ currentTarget }) => change({ legal_document: currentTarget.value || null })}
            error={save.errorOf('legal_document')}
          />
          <TextInput
            id={fieldId('legal_reviewer')}
            label={t('leaving.fields.legal_reviewer')}
            {...OWN_DIRECTION}
            value={values.legal_reviewer ?? ''}
            onChange={({ currentTarget }) => change({ legal_reviewer: currentTarget.value || null })}
            error={save.errorOf('legal_reviewer')}
          />
          <DayField
            field="legal_until_on"
            label={t('leaving.fields.legal_until_on')}
            value={values.legal_until_on ?? ''}
            onChange={(day) => change({ legal_until_on: day === '' ? null : day })}
            error={save.errorOf('legal_until_on')}
          />
        </Group>
      ) : null}
    </>
  );
}
