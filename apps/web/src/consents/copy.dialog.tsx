import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConsentDocument, ConsentView, LeftView } from '#domain/wire/consent.js';
import { readConsentCopy } from '../api.consents.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog } from '../kit/dialog.js';
import { Loaded } from '../kit/states.js';
import { Facts, Label } from '../kit/text.js';

/** The copy the client takes along: every version word for word, and what has already left. */
export function CopyDialog({ consent, onClose }: { consent: ConsentView; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['consent-copy', consent.reference, consent.version],
    queryFn: () => readConsentCopy(consent.reference),
  });
  return (
    <Dialog onClose={onClose} title={t('consents.copy')}>
      <Loaded query={query}>
        {(copy) => (
          <Stack>
            {copy.versions.map(({ version, document }) => (
              <div key={version}>
                <Text size="sm" c="dimmed">
                  {t('consents.copy_of', { version: String(version) })}
                </Text>
                <DocumentText document={document} />
              </div>
            ))}
            <Left left={copy.already_left} />
            <Group justify="flex-end" className="no-print">
              <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
                {t('card.print')}
              </Button>
            </Group>
          </Stack>
        )}
      </Loaded>
    </Dialog>
  );
}

/** The words of a consent in the language in which they were shown, whichever the reader's is. */
export function DocumentText({ document }: { document: ConsentDocument }) {
  return (
    <div lang={document.language} dir={document.language === 'ar' ? 'rtl' : 'ltr'}>
      <Text fw={600}>{document.title}</Text>
      <Text my="xs">{document.text}</Text>
      <Facts items={document.lines.map(({ label, value }) => ({ term: label, value }))} />
    </div>
  );
}

/** What has already left under a consent. */
export function Left({ left }: { left: readonly LeftView[] }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <div>
      <Text fw={600}>{t('consents.left')}</Text>
      <Text size="sm" c="dimmed">
        {t(left.length === 0 ? 'consents.left_none' : 'consents.left_hint')}
      </Text>
      {left.map((one) => (
        <Text key={one.disclosed_at}>
          {dates.dayOf(one.disclosed_at)} · <Label of={one.recipient} />
          {one.categories.length === 0
            ? ''
            : ` · ${dates.list(one.categories.map((category) => t(`codes.category.${category}`)))}`}
        </Text>
      ))}
    </div>
  );
}
