import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ORDER_STOPS } from '#domain/charter/medicine.js';
import type { DoseView, OrderView } from '#domain/wire/medicine.js';
import { stopOrder } from '../api.medicines.js';
import { useDates } from '../kit/dates.hook.js';
import { Bdi, Instant, Label, isolated } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { DoseDialog } from './dose.dialog.js';
import { Doses } from './dose.list.js';
import { Taken } from './dose.words.js';
import { useSaved } from './medicine.hook.js';
import { SCALE_NAMES } from './order.draft.js';
import { ReasonDialog } from '../kit/reason.dialog.js';

interface EntryProps {
  readonly code: string;
  readonly order: OrderView;
  readonly doses: readonly DoseView[];
  readonly allergies: string | null;
  readonly live: boolean;
}

/** Whether doses of it are still due or may be given. */
export const isInForce = ({ stopped_at, ends_at }: OrderView): boolean =>
  stopped_at === null && (ends_at === null || Date.parse(ends_at) > Date.now());

/** One order: what is taken and when, who ordered it, what was given of it, and what became of it. */
export function OrderEntry({ code, order, doses, allergies, live }: EntryProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState<'dose' | 'stop' | null>(null);
  const close = (): void => setAsking(null);
  const saved = useSaved(close);
  const { id } = order;
  const acts = live && id !== null && isInForce(order);
  return (
    <Card
      withBorder
      component="article"
      aria-label={order.medicine === null ? t('medicines.forgotten') : isolated(order.medicine)}
    >
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Text fw={600}>
            <Taken {...order} />
          </Text>
          <Badge variant="default">{t(`codes.order_purpose.${order.purpose}`)}</Badge>
        </Group>
        <Text size="sm">
          {t(`codes.medicine_class.${order.class}`)} · <When of={order} />
        </Text>
        <Course of={order} />
        {acts ? (
          <Group gap="xs">
            {may('medicine.dose') && order.schedule.kind !== 'times' ? (
              <Button size="compact-md" variant="default" onClick={() => setAsking('dose')}>
                {t('medicines.write_dose')}
              </Button>
            ) : null}
            {may('medicine.stop') ? (
              <Button size="compact-md" variant="default" onClick={() => setAsking('stop')}>
                {t('medicines.stop')}
              </Button>
            ) : null}
          </Group>
        ) : null}
        {order.own ? <Doses doses={doses} live={live} /> : null}
      </Stack>
      {asking === 'dose' && id !== null ? (
        <DoseDialog of={{ ...order, client: code, order: id, due_at: null, allergies }} onClose={close} />
      ) : null}
      {asking === 'stop' && id !== null ? (
        <ReasonDialog
          title={t('medicines.stop')}
          why={t('medicines.stop_why')}
          effect={t('medicines.stop_effect')}
          options={ORDER_STOPS.map((value) => ({ value, label: t(`codes.order_stop.${value}`) }))}
          act={(body, key) => stopOrder(id, order.version, body, key)}
          onSaved={saved}
          onClose={close}
        />
      ) : null}
    </Card>
  );
}

function When({ of: { schedule } }: { of: OrderView }) {
  const { t } = useTranslation();
  const dates = useDates();
  if (schedule.times)
    return (
      <>
        {t('codes.dose_schedule.times')}: <Bdi>{dates.list(schedule.times)}</Bdi>
      </>
    );
  const doses = schedule.doses_per_day_max;
  return schedule.kind === 'as_needed' ? (
    <>
      {t('codes.dose_schedule.as_needed')}:{' '}
      {t('medicines.apart', { hours: schedule.hours_between_min, doses })}
    </>
  ) : (
    <>
      {t('codes.dose_schedule.by_score')}: <Bdi>{SCALE_NAMES[schedule.scale ?? 'ciwa_ar']}</Bdi>,{' '}
      {t('medicines.at_most', { doses })}
    </>
  );
}

function Course({ of }: { of: OrderView }) {
  const { t } = useTranslation();
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        {t('medicines.since')} <Instant at={of.starts_at} />
        {of.ends_at ? (
          <>
            {' · '}
            {t('medicines.until')} <Instant at={of.ends_at} />
          </>
        ) : null}
        {of.by ? (
          <>
            {' · '}
            <Bdi>{of.by}</Bdi>
          </>
        ) : null}
        {of.own ? null : (
          <>
            {' · '}
            <Label of={of.organisation} />
          </>
        )}
      </Text>
      {of.allergy_override ? (
        <Text size="sm">
          {t('medicines.override')}: <Bdi>{of.allergy_override}</Bdi>
        </Text>
      ) : null}
      {of.stopped_at ? (
        <Text size="sm">
          {t('medicines.stopped')} <Instant at={of.stopped_at} />
          {of.stop_reason ? ` · ${t(`codes.order_stop.${of.stop_reason}`)}` : ''}
          {of.stopped_by ? (
            <>
              {' · '}
              <Bdi>{of.stopped_by}</Bdi>
            </>
          ) : null}
        </Text>
      ) : null}
    </Stack>
  );
}
