import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NOTICE_CHANNELS, NOTICE_MODES, type NoticeMode } from '#domain/charter/notices.js';
import type { NoticePreferenceView } from '#domain/wire/notices.js';
import { choosePreference, readPreference } from '../api.notices.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { fieldId } from '../kit/field.id.js';
import { Choice } from '../kit/fields.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { BrowserSection } from './browser.section.js';

const KEY = ['notices', 'preference'];

/** How a member of staff is told: at once, one mail in the morning, or here alone. */
export function PreferenceSection() {
  const query = useQuery({ queryKey: KEY, queryFn: readPreference });
  return (
    <Loaded query={query}>
      {(preference) => (
        <Stack gap="lg">
          <PreferenceForm key={preference.version} preference={preference} />
          <BrowserSection preference={preference} />
        </Stack>
      )}
    </Loaded>
  );
}

function PreferenceForm({ preference }: { preference: NoticePreferenceView }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [mode, setMode] = useState<NoticeMode>(preference.mode);
  const [email, setEmail] = useState(preference.email ?? '');
  const [from, setFrom] = useState(preference.quiet?.from ?? '');
  const [until, setUntil] = useState(preference.quiet?.until ?? '');
  const save = useChange(
    (_: string, key) =>
      choosePreference(
        {
          mode,
          email: email.trim() === '' ? null : email.trim(),
          quiet: from !== '' && until !== '' ? { from, until } : null,
        },
        preference.version,
        key,
      ),
    () => queries.invalidateQueries({ queryKey: KEY }),
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.run([mode, email, from, until].join(' '));
      }}
    >
      <Stack gap="sm" maw="36rem">
        <Leaving leaving={preference.leaving} />
        <ProblemAlert problem={save.problem} />
        <Choice
          field="mode"
          label={t('notices.mode')}
          description={t('notices.mode_hint')}
          value={mode}
          onChange={setMode}
          options={NOTICE_MODES.map((value) => ({ value, label: t(`codes.notice_mode.${value}`) }))}
          error={save.errorOf('mode')}
          wide
        />
        <TextInput
          id={fieldId('email')}
          type="email"
          dir="ltr"
          autoComplete="off"
          label={t('notices.email')}
          description={t('notices.email_hint')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={save.errorOf('email')}
        />
        <QuietFields from={from} until={until} setFrom={setFrom} setUntil={setUntil} />
        <Group>
          <Button type="submit" loading={save.pending}>
            {t('notices.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Hours in which nothing but what is urgent comes. */
function QuietFields(props: {
  from: string;
  until: string;
  setFrom: (time: string) => void;
  setUntil: (time: string) => void;
}) {
  const { t } = useTranslation();
  const { from, until, setFrom, setUntil } = props;
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          id={fieldId('quiet_from')}
          type="time"
          label={t('notices.quiet_from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          id={fieldId('quiet_until')}
          type="time"
          label={t('notices.quiet_until')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </Group>
      <Text size="sm" c="dimmed">
        {t('notices.quiet_hint')}
      </Text>
    </>
  );
}

/** Nobody shall believe that messages leave which do not. */
function Leaving({ leaving }: { leaving: readonly string[] }) {
  const { t } = useTranslation();
  const dates = useDates();
  const simulated = NOTICE_CHANNELS.filter((channel) => channel !== 'sms' && !leaving.includes(channel));
  if (simulated.length === 0) return null;
  const channels = dates.list(simulated.map((channel) => t(`codes.notice_channel.${channel}`)));
  return (
    <Alert role="note" color="calm" variant="outline">
      <Text>{t('notices.simulated', { channels })}</Text>
    </Alert>
  );
}
