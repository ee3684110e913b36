import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EligibilityIssued, ProgrammeView } from '#domain/wire/eligibility.js';
import { copyCode } from '../kit/copy.code.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog } from '../kit/dialog.js';
import { Facts, Label } from '../kit/text.js';
import { Programme } from './token.parts.js';

/** The code of a token, this once: into the hand of the client, who shows it to whom they want. */
export function TokenCodeDialog(props: {
  token: EligibilityIssued;
  programmes: readonly ProgrammeView[];
  onClose: () => void;
}) {
  const { token, programmes, onClose } = props;
  const { code } = token;
  const { t } = useTranslation();
  const dates = useDates();
  const place = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  return (
    <Dialog title={t('eligibility.code_title')} onClose={onClose}>
      <Stack>
        <Text role="status">{code === null ? t('eligibility.code_gone') : t('eligibility.code_once')}</Text>
        <div className="slip">
          {code === null ? null : (
            <bdi dir="ltr" className="code slip-code" ref={place}>
              {code}
            </bdi>
          )}
          <Facts
            items={[
              { term: t('eligibility.partner'), value: <Label of={token.recipient.names} /> },
              {
                term: t('eligibility.programme'),
                value: <Programme token={token} programmes={programmes} />,
              },
              { term: t('eligibility.last_day'), value: dates.day(token.valid_until_on) },
            ]}
          />
        </div>
        <Group justify="space-between">
          {code === null ? (
            <span />
          ) : (
            <Group gap="sm">
              <Button
                variant="default"
                leftSection={
                  copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />
                }
                onClick={() => void copyCode(code, place.current).then(setCopied)}
              >
                <span aria-live="polite">{copied ? t('eligibility.copied') : t('eligibility.copy')}</span>
              </Button>
              <Button
                variant="default"
                leftSection={<IconPrinter size={18} aria-hidden />}
                onClick={() => window.print()}
              >
                {t('eligibility.print')}
              </Button>
            </Group>
          )}
          <Button onClick={onClose}>{code === null ? t('app.close') : t('eligibility.done')}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
