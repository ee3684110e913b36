import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PACKET_FIELDS, type ConsentKind, type PacketFieldName } from '#domain/charter/consent.js';
import type { ConsentsView, ConsentView, DisclosureLine } from '#domain/wire/consent.js';
import { readConsents } from '../api.consents.js';
import { useDates } from '../kit/dates.hook.js';
import { Page } from '../kit/page.js';
import { PlainTable } from '../kit/list.js';
import { Section } from '../kit/section.js';
import { Loaded } from '../kit/states.js';
import { Instant, Label, tidyCode } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { ConsentLines } from './consent.lines.js';
import { GiveDialog, sharingKinds } from './give.dialog.js';
import { PapersButton } from './papers.button.js';

export const consentsKey = (code: string) => ['consents', code] as const;

/** All consents of one client: the switch for care, what may be shared, and what was given to whom. */
export function ConsentsPage() {
  const { t } = useTranslation();
  const { code: typed } = useParams({ strict: false });
  const code = tidyCode(typed ?? '');
  const query = useQuery({ queryKey: consentsKey(code), queryFn: () => readConsents(code) });
  return (
    <Page
      title={t('consents.title')}
      actions={
        <>
          {query.data ? <PapersButton view={query.data} /> : null}
          <Button component={Link} to={`/clients/${code}`} variant="default">
            {t('passage.back')}
          </Button>
        </>
      }
    >
      <Loaded query={query}>{(view) => <Consents view={view} />}</Loaded>
    </Page>
  );
}

function Consents({ view }: { view: ConsentsView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [giving, setGiving] = useState<ConsentKind | null>(null);
  const standing = view.consents.filter(({ stands }) => stands);
  const sharing = standing.filter(({ kind }) => kind !== 'service');
  const service = standing.find(({ kind }) => kind === 'service');
  const writes = may('consent.record') && view.own_custody;
  const [firstKind] = sharingKinds(view);
  const asksService = view.offered.some(({ kind }) => kind === 'service');
  return (
    <Stack gap="lg">
      <Section
        title={t('consents.service')}
        actions={
          writes && asksService && !service ? (
            <Button variant="default" onClick={() => setGiving('service')}>
              {t('consents.service_give')}
            </Button>
          ) : null
        }
      >
        <Text>{t(service ? 'consents.service_on' : 'consents.service_off')}</Text>
        {service ? <ConsentLines view={view} consents={[service]} /> : null}
      </Section>
      <Section
        title={t('consents.sharing')}
        actions={
          writes && firstKind ? (
            <Button onClick={() => setGiving(firstKind)}>{t('consents.give')}</Button>
          ) : null
        }
      >
        <Text c="dimmed">{t('consents.sharing_hint')}</Text>
        <Text>
          {sharing.length === 0
            ? t('consents.sharing_off')
            : t('consents.sharing_on', { count: sharing.length })}
        </Text>
        <ConsentLines view={view} consents={sharing} />
      </Section>
      <Ended view={view} consents={view.consents.filter(({ stands }) => !stands)} />
      <Ledger view={view} />
      {giving ? <GiveDialog view={view} kind={giving} onClose={() => setGiving(null)} /> : null}
    </Stack>
  );
}

function Ended({ view, consents }: { view: ConsentsView; consents: ConsentView[] }) {
  const { t } = useTranslation();
  return (
    <Section title={t('consents.ended')}>
      {consents.length === 0 ? <Text>{t('consents.none')}</Text> : null}
      <ConsentLines view={view} consents={consents} />
    </Section>
  );
}

/** What was given to whom: the same list the client may have. */
function Ledger({ view: { accounting } }: { view: ConsentsView }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <Section title={t('consents.ledger')}>
      <Text c="dimmed">{t('consents.ledger_hint', { from: dates.day(accounting.from) })}</Text>
      {accounting.lines.length === 0 ? (
        <Text>{t('consents.ledger_none')}</Text>
      ) : (
        <PlainTable
          label={t('consents.ledger')}
          columns={[t('consents.when'), t('consents.to'), t('consents.fields'), t('consents.why')]}
          rows={accounting.lines.map((line) => (
            <Line key={`${line.disclosed_at} ${line.tier} ${line.channel}`} line={line} />
          ))}
        />
      )}
    </Section>
  );
}

const isPacketField = (field: string): field is PacketFieldName => field in PACKET_FIELDS;

function Line({ line }: { line: DisclosureLine }) {
  const { t } = useTranslation();
  const dates = useDates();
  const fields = line.fields.map((field) =>
    isPacketField(field) ? t(`codes.packet_field.${field}`) : field,
  );
  return (
    <Table.Tr>
      <Table.Td>
        <Instant at={line.disclosed_at} />
      </Table.Td>
      <Table.Td>
        {line.to ? (
          <Label of={line.to} />
        ) : (
          t(`consents.words.recipient_class.${line.to_class ?? 'own_house'}`)
        )}
        <Text size="sm" c="dimmed">
          {t(`consents.words.disclosure_channel.${line.channel}`)}
        </Text>
      </Table.Td>
      <Table.Td>{dates.list(fields)}</Table.Td>
      <Table.Td>
        <Group gap="xs">{t(`codes.basis.${line.basis}`)}</Group>
      </Table.Td>
    </Table.Tr>
  );
}
