import { Badge, Button, NativeSelect, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  READING_VOIDS,
  VITAL_BOUNDS,
  VITAL_SIGNS,
  type VitalAlert,
  type VitalSign,
} from '#domain/charter/chart.js';
import type { ChartView, ReadingView } from '#domain/wire/chart.js';
import { voidReading } from '../api.chart.js';
import { TrendChart } from '../assessment/trend.chart.js';
import { PlainTable } from '../kit/list.js';
import { ReasonDialog } from '../kit/reason.dialog.js';
import { Section } from '../kit/section.js';
import { Bdi, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { useSaved } from './chart.hook.js';

/** One value as a curve, and everything that was measured as a table, the newest first. */
export function ReadingsSection({ code, chart }: { code: string; chart: ChartView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [sign, setSign] = useState<VitalSign>('pulse');
  const [voiding, setVoiding] = useState<string | null>(null);
  const close = (): void => setVoiding(null);
  const saved = useSaved(code, close);
  const { readings } = chart;
  return (
    <Section
      title={t('chart.readings')}
      actions={
        <NativeSelect
          size="sm"
          aria-label={t('chart.curve_of')}
          value={sign}
          onChange={({ currentTarget }) => setSign(currentTarget.value as VitalSign)}
          data={VITAL_SIGNS.map((value) => ({ value, label: t(`codes.vital_sign.${value}`) }))}
        />
      }
    >
      {readings.length === 0 ? (
        <Text c="dimmed">{t('chart.no_readings')}</Text>
      ) : (
        <Stack gap="md">
          <TrendChart
            label={t(`codes.vital_sign.${sign}`)}
            points={pointsOf(readings, sign)}
            min={chart.limits[sign].low ?? VITAL_BOUNDS[sign].min}
            max={chart.limits[sign].high ?? VITAL_BOUNDS[sign].max}
          />
          <PlainTable
            label={t('chart.readings')}
            columns={[
              t('chart.taken'),
              t('chart.pressure'),
              ...VITAL_SIGNS.slice(2).map((one) => t(`codes.vital_sign.${one}`)),
              t('codes.vital_sign.consciousness'),
            ]}
            rows={readings.map((reading) => (
              <Reading
                key={reading.id}
                of={reading}
                onVoid={chart.writes && may('chart.reading_void') ? setVoiding : null}
              />
            ))}
          />
        </Stack>
      )}
      {voiding ? (
        <ReasonDialog
          title={t('chart.void')}
          why={t('chart.void_why')}
          effect={t('chart.void_effect')}
          options={READING_VOIDS.map((value) => ({ value, label: t(`codes.reading_void.${value}`) }))}
          act={(body, key) => voidReading(voiding, body, key)}
          onSaved={saved}
          onClose={close}
        />
      ) : null}
    </Section>
  );
}

/** What counts of one sign, in the order of time. */
const pointsOf = (readings: readonly ReadingView[], sign: VitalSign) =>
  readings
    .filter(({ voided_at }) => voided_at === null)
    .map((reading) => ({
      id: reading.id,
      taken_at: reading.at,
      value: reading[sign],
      during_withdrawal: false,
    }))
    .filter(({ value }) => value !== null)
    .reverse();

function Reading({ of, onVoid }: { of: ReadingView; onVoid: ((id: string) => void) | null }) {
  const { t } = useTranslation();
  const isVoid = of.voided_at !== null;
  const lies = (...signs: VitalAlert[]): boolean => signs.some((sign) => of.alerts.includes(sign));
  return (
    <Table.Tr>
      <Table.Td miw={190}>
        <Stack gap={4} align="flex-start">
          <Text size="sm" td={isVoid ? 'line-through' : undefined}>
            <Instant at={of.at} />
          </Text>
          {of.by ? (
            <Text size="xs" c="dimmed">
              <Bdi>{of.by}</Bdi>
            </Text>
          ) : null}
          {isVoid ? (
            <Text size="xs">
              {t('chart.voided')}
              {of.void_reason ? ` · ${t(`codes.reading_void.${of.void_reason}`)}` : ''}
            </Text>
          ) : null}
          {of.alerts.length > 0 && !isVoid ? (
            <Badge color="red" variant="filled" className="wrapping">
              {t('chart.outside')}
            </Badge>
          ) : null}
          {!isVoid && onVoid ? (
            <Button size="compact-sm" variant="default" onClick={() => onVoid(of.id)}>
              {t('chart.void')}
            </Button>
          ) : null}
        </Stack>
      </Table.Td>
      <Value alerting={lies('systolic', 'diastolic')} isVoid={isVoid}>
        {of.systolic === null ? null : `${of.systolic}/${of.diastolic}`}
      </Value>
      {VITAL_SIGNS.slice(2).map((sign) => (
        <Value key={sign} alerting={lies(sign)} isVoid={isVoid}>
          {of[sign]}
        </Value>
      ))}
      <Table.Td fw={lies('consciousness') ? 700 : undefined}>
        {of.consciousness ? t(`codes.consciousness.${of.consciousness}`) : '–'}
      </Table.Td>
    </Table.Tr>
  );
}

/** A value; one outside the limits is set heavier and marked, so that grey paper still shows it. */
function Value(props: { alerting: boolean; isVoid: boolean; children: number | string | null }) {
  const { alerting, isVoid, children } = props;
  if (children === null) return <Table.Td>–</Table.Td>;
  return (
    <Table.Td>
      <Text
        component="span"
        className="unbroken"
        fw={alerting ? 700 : 400}
        td={isVoid ? 'line-through' : undefined}
      >
        <bdi dir="ltr">
          {children}
          {alerting ? ' !' : ''}
        </bdi>
      </Text>
    </Table.Td>
  );
}
