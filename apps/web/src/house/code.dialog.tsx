import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffInvited } from '#domain/wire/house.js';
import { copyCode } from '../kit/copy.code.js';
import { Dialog } from '../kit/dialog.js';
import { Bdi, Code, Facts, Instant } from '../kit/text.js';

/** The code of an invitation, this once: to copy, to print, to hand over. */
export function CodeDialog({
  login,
  name,
  invited,
  onClose,
}: {
  login: string;
  name: string;
  invited: StaffInvited;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const place = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  const { code, expires_at: until } = invited;
  return (
    <Dialog title={t('staff.code_title')} onClose={onClose}>
      <Stack>
        <Text>{code === null ? t('staff.code_gone') : t('staff.code_once')}</Text>
        <div className="slip">
          {code === null ? null : (
            <bdi dir="ltr" className="code slip-code" ref={place}>
              {code}
            </bdi>
          )}
          <Facts
            items={[
              { term: t('staff.name'), value: <Bdi>{name}</Bdi> },
              { term: t('staff.login'), value: <Code>{login}</Code> },
              { term: t('staff.code_where'), value: <Code>{`${window.location.origin}/join`}</Code> },
              { term: t('staff.code_until'), value: <Instant at={until} /> },
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
                <span aria-live="polite">{copied ? t('staff.copied') : t('staff.copy')}</span>
              </Button>
              <Button
                variant="default"
                leftSection={<IconPrinter size={18} aria-hidden />}
                onClick={() => window.print()}
              >
                {t('staff.print')}
              </Button>
            </Group>
          )}
          <Button onClick={onClose}>{code === null ? t('app.close') : t('staff.done')}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
