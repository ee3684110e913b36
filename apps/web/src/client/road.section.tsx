import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ClientView, CustodyView, SpellView } from '#domain/wire/client.js';
import { Bdi, Instant, Label, useTerms } from '../kit/text.js';
import { Section } from '../kit/section.js';

/** The road over all organisations, newest first: in which stage the client was, and who was responsible. */
export function RoadSection({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const items = [
    ...client.spells.map((spell) => ({
      at: spell.started_at,
      node: <SpellItem spell={spell} />,
      now: spell.ended_at === null,
      key: `s ${spell.stage} ${spell.started_at}`,
    })),
    ...client.custody.map((custody) => ({
      at: custody.from_at,
      node: <CustodyItem custody={custody} />,
      now: custody.until_at === null,
      key: `c ${custody.from_at}`,
    })),
  ].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return (
    <Section title={t('client.road')}>
      <ol className="road">
        {items.map(({ key, node, now }) => (
          <li key={key} data-now={now || undefined}>
            {node}
          </li>
        ))}
      </ol>
    </Section>
  );
}

export function Span({ from, until }: { from: string; until: string | null }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="dimmed">
      <Instant at={from} /> – {until ? <Instant at={until} /> : t('client.still')}
    </Text>
  );
}

function SpellItem({ spell }: { spell: SpellView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <>
      <Text fw={600}>
        {t('client.stage_item')}: {terms.stage(spell.stage)}
      </Text>
      <Text size="sm">
        <Label of={spell.organisation} />
        {spell.outcome ? ` · ${t(`codes.outcome.${spell.outcome}`)}` : ''}
      </Text>
      {spell.override_reason ? (
        <Text size="sm">
          {t('client.override')}: <Bdi>{spell.override_reason}</Bdi>
        </Text>
      ) : null}
      <Span from={spell.started_at} until={spell.ended_at} />
    </>
  );
}

export function CustodyItem({ custody }: { custody: CustodyView }) {
  const { t } = useTranslation();
  return (
    <>
      <Text fw={600}>
        {t('client.custody_item')}: <Label of={custody.organisation} />
      </Text>
      <Text size="sm">{t(`codes.access_basis.${custody.basis}`)}</Text>
      <Span from={custody.from_at} until={custody.until_at} />
    </>
  );
}
