import { Button, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoticePreferenceView } from '#domain/wire/notices.js';
import { addDevice, forgetDevice } from '../api.notices.js';
import { useChange } from '../kit/change.hook.js';
import { ProblemAlert } from '../kit/states.js';
import { askBrowser, browserStanding, silenceBrowser } from './browser.push.js';

/** Lets this browser show a line when there is something new. Where nothing leaves by that way, or the browser cannot, it is not offered. */
export function BrowserSection({ preference }: { preference: NoticePreferenceView }) {
  const { t } = useTranslation();
  const { device_marks: marks, leaving, mode } = preference;
  const standing = useQuery({
    queryKey: ['notices', 'browser', marks.join(' ')],
    queryFn: () => browserStanding(marks),
    enabled: leaving.includes('push'),
    gcTime: 0,
  });
  const now = standing.data;
  if (now === undefined || now === 'unable') return null;
  return (
    <Stack gap="xs" maw="36rem">
      <Title order={3} size="h4">
        {t('notices.device')}
      </Title>
      <Text size="sm">{t('notices.device_lead', { line: t('notices.device_line') })}</Text>
      {mode === 'at_once' ? null : (
        <Text size="sm">{t('notices.device_mode', { mode: t('codes.notice_mode.at_once') })}</Text>
      )}
      {now === 'denied' ? (
        <Text>{t('notices.device_denied')}</Text>
      ) : (
        <BrowserButton isOn={now === 'on'} pushKey={preference.push_key} />
      )}
    </Stack>
  );
}

function BrowserButton({ isOn, pushKey }: { isOn: boolean; pushKey: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [failed, setFailed] = useState(false);
  const change = useChange(
    async (on: boolean, key): Promise<boolean> => {
      const mark = on ? null : await silenceBrowser();
      const device = on ? await askBrowser(pushKey).catch(() => null) : null;
      if (device) await addDevice(device, key);
      if (mark !== null) await forgetDevice(mark, key);
      return on && device === null;
    },
    async (isRefused) => {
      setFailed(isRefused);
      await queries.invalidateQueries({ queryKey: ['notices'] });
    },
  );
  return (
    <>
      <ProblemAlert problem={change.problem} />
      {failed ? (
        <Text role="alert" fw={600}>
          {t('notices.device_failed')}
        </Text>
      ) : null}
      {isOn ? <Text fw={600}>{t('notices.device_is_on')}</Text> : null}
      <div>
        <Button variant="default" loading={change.pending} onClick={() => change.run(!isOn)}>
          {t(isOn ? 'notices.device_off' : 'notices.device_on')}
        </Button>
      </div>
    </>
  );
}
