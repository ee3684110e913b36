import { Button, Stack, Text, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ErasureCertificateView } from '#domain/wire/erasure.js';
import { readCertificate } from '../api.erasure.js';
import { useDates } from '../kit/dates.hook.js';
import { Page } from '../kit/page.js';
import { Loaded } from '../kit/states.js';
import { Bdi, ClientCode, Code, Facts, Instant } from '../kit/text.js';

/** The paper the client is given: what was destroyed, what stays and names nobody, and from when on no backup says it either. */
export function CertificatePage() {
  const { t } = useTranslation();
  const { reference = '' } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['erasure-certificate', reference],
    queryFn: () => readCertificate(reference),
  });
  return (
    <Page
      title={t('erasure.certificate')}
      actions={
        <Button component={Link} to="/erasures" variant="default">
          {t('erasure.back')}
        </Button>
      }
    >
      <Loaded query={query}>{(view) => <Certificate view={view} />}</Loaded>
    </Page>
  );
}

function Certificate({ view }: { view: ErasureCertificateView }) {
  const { t, i18n } = useTranslation();
  const dates = useDates();
  const { certificate, signature, public_key: publicKey } = view;
  const language = i18n.language as 'en' | 'ru' | 'ar';
  return (
    <Stack gap="md" align="flex-start">
      <section className="slip certificate">
        <Title order={2}>{t('erasure.certificate_title')}</Title>
        <Text>
          <Bdi>{certificate.organisation[language]}</Bdi>
        </Text>
        <Facts
          items={[
            { term: t('erasure.client'), value: <ClientCode of={certificate.client} /> },
            { term: t('erasure.asked'), value: dates.day(certificate.asked_on) },
            {
              term: t('erasure.decided'),
              value: `${dates.day(certificate.decided_on)} · ${t(`codes.erasure_ground.${certificate.ground}`)}`,
            },
            { term: t('erasure.erased_at'), value: <Instant at={certificate.erased_at} /> },
            { term: t('erasure.scope'), value: t(`codes.erasure_scope.${certificate.scope}`) },
            {
              term: t('erasure.backups'),
              value: certificate.backups_unreadable_on
                ? dates.day(certificate.backups_unreadable_on)
                : t('erasure.backups_elsewhere'),
            },
          ]}
        />
        <Title order={3}>{t('erasure.erased')}</Title>
        <ul>
          {certificate.erased.map((store) => (
            <li key={store}>{t(`codes.erased_store.${store}`)}</li>
          ))}
        </ul>
        <Title order={3}>{t('erasure.kept')}</Title>
        <ul>
          {certificate.kept.map((store) => (
            <li key={store}>{t(`codes.kept_store.${store}`)}</li>
          ))}
        </ul>
        <Text size="sm">{t('erasure.signed')}</Text>
        <Facts
          items={[
            { term: t('erasure.reference'), value: <Code breaking>{certificate.reference}</Code> },
            { term: t('erasure.signature'), value: <Code breaking>{signature}</Code> },
            { term: t('erasure.public_key'), value: <Code breaking>{publicKey}</Code> },
          ]}
        />
      </section>
      <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
        {t('erasure.print')}
      </Button>
    </Stack>
  );
}
