import { Button, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PACKET_FIELDS } from '#domain/charter/consent.js';
import type { PacketFieldName } from '#domain/charter/consent.js';
import type { AccessView, CustodyReport, DisclosureView } from '#domain/wire/audit.js';
import { readCustody } from '../api.js';
import { Section } from '../kit/section.js';
import { CustodyItem } from '../client/road.section.js';
import { PlainTable } from '../kit/list.js';
import { Page } from '../kit/page.js';
import { Loaded } from '../kit/states.js';
import { useDates } from '../kit/dates.hook.js';
import { ClientCode, Instant, Label, Way, tidyCode } from '../kit/text.js';

/** Who held the client when, what left the house, and who could look. */
export function CustodyPage() {
  const { t } = useTranslation();
  const { code: typed } = useParams({ strict: false });
  const code = tidyCode(typed ?? '');
  const query = useQuery({ queryKey: ['custody', code], queryFn: () => readCustody(code) });
  return (
    <Page
      title={t('audit.client_title')}
      actions={
        <Button component={Link} to={`/audit?client=${encodeURIComponent(code)}`} variant="default">
          {t('audit.see_events')}
        </Button>
      }
    >
      <Text size="lg" fw={700}>
        <ClientCode of={code} />
      </Text>
      <Loaded query={query}>{(report) => <Report report={report} />}</Loaded>
    </Page>
  );
}

function Report({ report }: { report: CustodyReport }) {
  const { t } = useTranslation();
  const newestFirst = [...report.custody].sort(
    (one, other) => Date.parse(other.from_at) - Date.parse(one.from_at),
  );
  return (
    <Stack gap="lg">
      <Section title={t('audit.custody')}>
        <ol className="road">
          {newestFirst.map((custody) => (
            <li key={custody.from_at} data-now={custody.until_at === null || undefined}>
              <CustodyItem custody={custody} />
            </li>
          ))}
        </ol>
      </Section>
      <Section title={t('audit.disclosures')}>
        {report.disclosures.length === 0 ? (
          <Text>{t('audit.disclosures_empty')}</Text>
        ) : (
          <PlainTable
            label={t('audit.disclosures')}
            columns={[t('handoff.title'), t('audit.when'), t('audit.fields'), t('audit.basis')]}
            rows={report.disclosures.map((disclosure) => (
              <DisclosureRow
                key={`${disclosure.handoff} ${disclosure.tier} ${disclosure.disclosed_at}`}
                disclosure={disclosure}
              />
            ))}
          />
        )}
      </Section>
      <Accesses accesses={report.accesses} />
    </Stack>
  );
}

const isPacketField = (field: string): field is PacketFieldName => field in PACKET_FIELDS;

function DisclosureRow({ disclosure }: { disclosure: DisclosureView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const fields = disclosure.fields.map((field) =>
    isPacketField(field) ? t(`codes.packet_field.${field}`) : field,
  );
  return (
    <Table.Tr>
      <Table.Td>
        <Way from={disclosure.from} to={disclosure.to} />
        <div>
          <Link to="/handoffs/$reference" params={{ reference: disclosure.handoff }}>
            <ClientCode of={disclosure.handoff} />
          </Link>
        </div>
      </Table.Td>
      <Table.Td>
        <Instant at={disclosure.disclosed_at} />
        <Text size="sm" c="dimmed">
          {t(`codes.received_tier.${disclosure.tier}`)}
        </Text>
      </Table.Td>
      <Table.Td>
        {dates.list(fields)}
        <Text size="xs" c="dimmed">
          {t('audit.checksum')}{' '}
          <bdi dir="ltr" className="code breaking">
            {disclosure.sha256}
          </bdi>
        </Text>
      </Table.Td>
      <Table.Td>{t(`codes.basis.${disclosure.basis}`)}</Table.Td>
    </Table.Tr>
  );
}

function Accesses({ accesses }: { accesses: readonly AccessView[] }) {
  const { t } = useTranslation();
  const basis = (code: string): string =>
    code in BASES ? t(`codes.access_basis.${code as keyof typeof BASES}`) : code;
  const scope = (code: string): string =>
    code in SCOPES ? t(`codes.access_scope.${code as keyof typeof SCOPES}`) : code;
  return (
    <Section title={t('audit.accesses')}>
      {accesses.length === 0 ? (
        <Text>{t('audit.accesses_empty')}</Text>
      ) : (
        <PlainTable
          label={t('audit.accesses')}
          columns={[
            t('audit.organisation'),
            t('audit.scope'),
            t('audit.basis'),
            t('audit.from'),
            t('audit.until'),
          ]}
          rows={accesses.map((access) => (
            <Table.Tr key={`${access.organisation.en} ${access.basis} ${access.scope} ${access.from_at}`}>
              <Table.Td>
                <Label of={access.organisation} />
              </Table.Td>
              <Table.Td>{scope(access.scope)}</Table.Td>
              <Table.Td>{basis(access.basis)}</Table.Td>
              <Table.Td>
                <Instant at={access.from_at} />
              </Table.Td>
              <Table.Td>{access.until_at ? <Instant at={access.until_at} /> : t('audit.now')}</Table.Td>
            </Table.Tr>
          ))}
        />
      )}
    </Section>
  );
}

const BASES = { intake: 1, import: 1, handoff: 1, authorship: 1, break_glass: 1 } as const;
const SCOPES = { full: 1, joined: 1, own_part: 1 } as const;
