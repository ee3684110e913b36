import { Checkbox, Group, NativeSelect, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { PHONE_READERS, type ContactRulesRequest, type ContactView } from '#domain/wire/notices.js';
import { readContact, writeContact } from '../api.notices.js';
import { useChange } from '../kit/change.hook.js';
import type { Change } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { fieldId } from '../kit/field.id.js';
import { Choice, Ticks } from '../kit/fields.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { LANGUAGE_NAMES } from '../kit/text.js';
import { useMay } from '../session/session.context.js';

/** What a client says about how they may be reached. Nothing is filled in beforehand. */
export function ContactDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['contact', code], queryFn: () => readContact(code), gcTime: 0 });
  return (
    <Dialog title={t('notices.contact')} onClose={onClose}>
      <Loaded query={query}>
        {(contact) =>
          contact.anonymous ? (
            <Text>{t('notices.anonymous')}</Text>
          ) : (
            <ContactForm code={code} contact={contact} onClose={onClose} />
          )
        }
      </Loaded>
    </Dialog>
  );
}

const UNSAID: ContactRulesRequest = {
  do_not_contact: false,
  channels: [],
  email: null,
  phone: null,
  hours: null,
  leave_message: false,
  say_from: false,
  say_when: false,
  language: null,
  phone_read_by: 'not_said',
  note: null,
};

/** What was typed, as it is sent: an empty field says nothing. */
function said(rules: ContactRulesRequest): ContactRulesRequest {
  const some = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text);
  const hours = rules.hours && rules.hours.from !== '' && rules.hours.until !== '' ? rules.hours : null;
  return { ...rules, email: some(rules.email), phone: some(rules.phone), note: some(rules.note), hours };
}

function startOf({ rules }: ContactView): ContactRulesRequest {
  if (!rules) return UNSAID;
  const { devices: _, ...kept } = rules;
  return kept;
}

interface FieldsProps {
  readonly rules: ContactRulesRequest;
  readonly set: (change: Partial<ContactRulesRequest>) => void;
  readonly write: Change<ContactRulesRequest>;
}

function ContactForm({
  code,
  contact,
  onClose,
}: {
  code: string;
  contact: ContactView;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const [rules, setRules] = useState(() => startOf(contact));
  const set = (change: Partial<ContactRulesRequest>): void =>
    setRules((before) => ({ ...before, ...change }));
  const write = useChange(
    (values: ContactRulesRequest, key) => writeContact(code, values, contact.version, key),
    async () => {
      await queries.invalidateQueries({ queryKey: ['contact', code] });
      onClose();
    },
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        write.run(said(rules));
      }}
    >
      <Stack>
        <ProblemAlert problem={write.problem} />
        <Text size="sm">{t('notices.contact_intro')}</Text>
        <Standing contact={contact} />
        <WaysFields rules={rules} set={set} write={write} />
        <ManyFields rules={rules} set={set} write={write} />
        <DialogActions
          submit={t('notices.contact_save')}
          onClose={onClose}
          pending={write.pending}
          disabled={!may('contact.change')}
        />
      </Stack>
    </form>
  );
}

/** Who said it last, and whether the last messages arrived. */
function Standing({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <>
      {contact.rules === null ? <Text fw={600}>{t('notices.said_nothing')}</Text> : null}
      {contact.changed_by === 'client' ? <Text size="sm">{t('notices.by_client')}</Text> : null}
      {contact.last.length > 0 ? (
        <div>
          <Text size="sm" fw={600}>
            {t('notices.last')}
          </Text>
          {contact.last.map(({ channel, outcome, at }) => (
            <Text key={channel} size="sm">
              {t(`codes.notice_channel.${channel}`)}: {t(`codes.notice_outcome.${outcome}`)} ·{' '}
              {dates.instant(at)}
            </Text>
          ))}
        </div>
      ) : null}
    </>
  );
}

function WaysFields({ rules, set, write }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Checkbox
        label={t('notices.do_not')}
        checked={rules.do_not_contact}
        onChange={(event) => set({ do_not_contact: event.currentTarget.checked })}
      />
      <Ticks
        field="channels"
        label={t('notices.channels')}
        value={rules.channels}
        onChange={(channels) => set({ channels })}
        options={(['email', 'sms'] as const).map((value) => ({
          value,
          label: t(`codes.notice_channel.${value}`),
        }))}
        error={write.errorOf('channels')}
      />
      <TextInput
        id={fieldId('phone')}
        type="tel"
        dir="ltr"
        autoComplete="off"
        label={t('notices.phone')}
        value={rules.phone ?? ''}
        onChange={(event) => set({ phone: event.currentTarget.value })}
        error={write.errorOf('phone')}
      />
      <TextInput
        id={fieldId('email')}
        type="email"
        dir="ltr"
        autoComplete="off"
        label={t('codes.notice_channel.email')}
        value={rules.email ?? ''}
        onChange={(event) => set({ email: event.currentTarget.value })}
        error={write.errorOf('email')}
      />
      <Choice
        field="phone_read_by"
        label={t('notices.readers')}
        value={rules.phone_read_by}
        onChange={(value) => set({ phone_read_by: value })}
        options={PHONE_READERS.map((value) => ({ value, label: t(`codes.phone_reader.${value}`) }))}
      />
    </>
  );
}

function ManyFields({ rules, set, write }: FieldsProps) {
  const { t } = useTranslation();
  const { from = '', until = '' } = rules.hours ?? {};
  return (
    <>
      <Checkbox
        label={t('notices.leave')}
        checked={rules.leave_message}
        onChange={(event) => set({ leave_message: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('notices.from')}
        checked={rules.say_from}
        onChange={(event) => set({ say_from: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('notices.say_when')}
        checked={rules.say_when}
        onChange={(event) => set({ say_when: event.currentTarget.checked })}
      />
      <Group grow align="flex-start">
        <TextInput
          type="time"
          label={t('notices.hours_from')}
          value={from}
          onChange={(event) => set({ hours: { from: event.currentTarget.value, until } })}
        />
        <TextInput
          type="time"
          label={t('notices.hours_until')}
          value={until}
          onChange={(event) => set({ hours: { from, until: event.currentTarget.value } })}
        />
      </Group>
      <NativeSelect
        label={t('notices.language')}
        value={rules.language ?? ''}
        onChange={(event) =>
          set({ language: event.currentTarget.value === '' ? null : (event.currentTarget.value as Language) })
        }
        data={[
          { value: '', label: t('notices.as_record') },
          ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
        ]}
      />
      <Textarea
        id={fieldId('note')}
        label={t('notices.note')}
        maxLength={300}
        autosize
        value={rules.note ?? ''}
        onChange={(event) => set({ note: event.currentTarget.value })}
        error={write.errorOf('note')}
      />
    </>
  );
}
