import { Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DECLINE_REASONS } from '#domain/charter/handoff.js';
import type { DeclineReason, HandoffSide } from '#domain/charter/handoff.js';
import { LOOP_TIMES, LOSSES, RUNGS_CLIMBED } from '#domain/wire/indicators.js';
import type { LoopCount, LoopPartner, LoopSide, Loss, LossReason } from '#domain/wire/indicators.js';
import { Section } from '../kit/section.js';
import { PlainTable } from '../kit/list.js';
import { Facts, Label, useTerms } from '../kit/text.js';
import { useFigures } from './figures.hook.js';

interface SideProps {
  readonly side: HandoffSide;
  readonly figures: LoopSide;
}

/** The handoffs of one direction: how far they came, where they were lost and why, how long it took, and with whom. */
export function LoopSideSection({ side, figures }: SideProps) {
  const { t } = useTranslation();
  const title = side === 'sender' ? t('handoffs.sent') : t('handoffs.received');
  return (
    <Section title={title}>
      <Stack gap="lg">
        <Road figures={figures} label={`${title}: ${t('loop.road')}`} />
        <Times figures={figures} label={`${title}: ${t('loop.times')}`} />
        <Reasons figures={figures} />
        <Partners partners={figures.partners} label={`${title}: ${t('loop.partners')}`} />
        <Others figures={figures} side={side} />
      </Stack>
    </Section>
  );
}

/** The steps of the road, and what was lost before each. */
const STEPS = [
  { step: 'sent', loss: null },
  { step: 'acknowledged', loss: 'lost_before_acknowledgement' },
  { step: 'accepted', loss: 'lost_before_acceptance' },
  { step: 'arrived', loss: 'lost_before_arrival' },
  { step: 'reported', loss: null },
] as const satisfies readonly { step: LoopCount; loss: Loss | null }[];

function Road({ figures, label }: { figures: LoopSide; label: string }) {
  const { t } = useTranslation();
  const { count, share } = useFigures();
  const { counts, lost } = figures.total;
  return (
    <PlainTable
      label={label}
      columns={[t('loop.step'), t('loop.came_here'), t('loop.lost_before'), t('loop.share_lost')]}
      rows={STEPS.map(({ step, loss }) => (
        <Table.Tr key={step}>
          <Table.Td>{t(`loop.${step}`)}</Table.Td>
          <Table.Td>{count(counts[step])}</Table.Td>
          <Table.Td>{loss ? count(counts[loss]) : null}</Table.Td>
          <Table.Td>{loss ? share(lost[loss]) : null}</Table.Td>
        </Table.Tr>
      ))}
    />
  );
}

function Times({ figures, label }: { figures: LoopSide; label: string }) {
  const { t } = useTranslation();
  const { median, nineInTen } = useFigures();
  return (
    <PlainTable
      label={label}
      columns={[t('loop.times'), t('loop.median'), t('loop.nine_in_ten')]}
      rows={LOOP_TIMES.map((kind) => (
        <Table.Tr key={kind}>
          <Table.Td>{t(`loop.${kind}`)}</Table.Td>
          <Table.Td>{median(kind, figures.total.times[kind])}</Table.Td>
          <Table.Td>{nineInTen(kind, figures.total.times[kind])}</Table.Td>
        </Table.Tr>
      ))}
    />
  );
}

const isDecline = (reason: LossReason): reason is DeclineReason =>
  DECLINE_REASONS.some((each) => each === reason);

function Reasons({ figures }: { figures: LoopSide }) {
  const { t } = useTranslation();
  const { count } = useFigures();
  // A reason that nobody gave, or that is too rare to be shown, is no reason to be listed.
  const shown = (Object.keys(LOSSES) as Loss[])
    .map((loss) => ({
      loss,
      reasons: figures.reasons[loss].filter(({ count: how }) => how !== null && how > 0),
    }))
    .filter(({ reasons }) => reasons.length > 0);
  return shown.map(({ loss, reasons }) => (
    <div key={loss}>
      <Title order={3} size="h5">
        {t(`loop.${loss}`)}
      </Title>
      <Facts
        items={reasons.map(({ reason, count: how }) => ({
          term: isDecline(reason) ? t(`codes.decline_reason.${reason}`) : t(`codes.state.${reason}`),
          value: count(how),
        }))}
      />
    </div>
  ));
}

function Partners({ partners, label }: { partners: readonly LoopPartner[]; label: string }) {
  const { t } = useTranslation();
  const terms = useTerms();
  const { count, median } = useFigures();
  if (partners.length === 0) return <Text c="dimmed">{t('loop.partners_empty')}</Text>;
  return (
    <PlainTable
      label={label}
      columns={[
        t('handoffs.partner'),
        t('handoffs.stage'),
        t('loop.sent'),
        t('loop.arrived'),
        t('loop.hours_to_acknowledge'),
        t('loop.hours_to_decide'),
      ]}
      rows={partners.map(({ partner, stage, counts, times }) => (
        <Table.Tr key={`${partner.code} ${stage}`}>
          <Table.Td>
            <Label of={partner.names} />
          </Table.Td>
          <Table.Td>{terms.stage(stage)}</Table.Td>
          <Table.Td>{count(counts.sent)}</Table.Td>
          <Table.Td>{count(counts.arrived)}</Table.Td>
          <Table.Td>{median('hours_to_acknowledge', times.hours_to_acknowledge)}</Table.Td>
          <Table.Td>{median('hours_to_decide', times.hours_to_decide)}</Table.Td>
        </Table.Tr>
      ))}
    />
  );
}

const EVERY = [
  'recalls',
  'overturned_declines',
  'arrived_after_a_miss',
  'clients',
  'clients_declined_more_than_twice',
  'on_consent',
  'on_emergency',
  'safety_withheld',
] as const satisfies readonly (keyof LoopSide)[];
const SENDERS_ALONE = [
  'contact_attempts',
  'contact_attempts_reached',
] as const satisfies readonly (keyof LoopSide)[];

function Others({ figures, side }: SideProps) {
  const { t } = useTranslation();
  const { count } = useFigures();
  const shown = side === 'sender' ? [...EVERY, ...SENDERS_ALONE] : EVERY;
  return (
    <Facts
      items={[
        ...shown.map((figure) => ({ term: t(`loop.${figure}`), value: count(figures[figure]) })),
        ...RUNGS_CLIMBED.map((rung) => ({
          term: `${t('loop.climbed')}: ${rung === 'none' ? t('loop.climbed_none') : t(`codes.rung.${rung}`)}`,
          value: count(figures.climbed[rung]),
        })),
      ]}
    />
  );
}
