import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MEDICINE_VOIDS } from '#domain/charter/medicine.js';
import type { DoseView } from '#domain/wire/medicine.js';
import { voidDose } from '../api.medicines.js';
import { useDates } from '../kit/dates.hook.js';
import { Bdi, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { useSaved } from './medicine.hook.js';
import { ReasonDialog } from '../kit/reason.dialog.js';

const SHOWN_FIRST = 5;

/** What became of each dose of an order, the newest first; what does not count stays to be read. */
export function Doses({ doses, live }: { doses: readonly DoseView[]; live: boolean }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const [voiding, setVoiding] = useState<string | null>(null);
  const close = (): void => setVoiding(null);
  const saved = useSaved(close);
  const may = useMay();
  if (doses.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('medicines.none_given')}
      </Text>
    );
  return (
    <>
      <ul className="versions" aria-label={t('medicines.doses')}>
        {(all ? doses : doses.slice(0, SHOWN_FIRST)).map((dose) => (
          <li key={dose.id}>
            <Group justify="space-between" align="flex-start" gap="sm">
              <Dose of={dose} />
              {live && dose.voided_at === null && may('medicine.dose_void') ? (
                <Button size="compact-sm" variant="default" onClick={() => setVoiding(dose.id)}>
                  {t('medicines.void')}
                </Button>
              ) : null}
            </Group>
          </li>
        ))}
      </ul>
      {!all && doses.length > SHOWN_FIRST ? (
        <Button size="compact-md" variant="default" onClick={() => setAll(true)}>
          {t('medicines.all_doses')}
        </Button>
      ) : null}
      {voiding ? (
        <ReasonDialog
          title={t('medicines.void')}
          why={t('medicines.void_why')}
          effect={t('medicines.void_effect')}
          options={MEDICINE_VOIDS.map((value) => ({ value, label: t(`codes.medicine_void.${value}`) }))}
          act={(body, key) => voidDose(voiding, body, key)}
          onSaved={saved}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function Dose({ of }: { of: DoseView }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <Stack gap={2}>
      <Text size="sm" td={of.voided_at ? 'line-through' : undefined}>
        <Instant at={of.at} /> · {t(`codes.dose_state.${of.outcome}`)}
        {of.reason ? ` · ${t(`codes.dose_reason.${of.reason}`)}` : ''}
        {of.score === null ? '' : ` · ${t('medicines.score')} ${of.score}`}
        {of.by ? (
          <>
            {' · '}
            <Bdi>{of.by}</Bdi>
          </>
        ) : null}
      </Text>
      {of.identifiers.length > 0 ? (
        <Text size="xs" c="dimmed">
          {dates.list(of.identifiers.map((each) => t(`codes.client_identifier.${each}`)))}
        </Text>
      ) : null}
      {of.voided_at ? (
        <Text size="sm">
          {t('medicines.voided')} <Instant at={of.voided_at} />
          {of.void_reason ? ` · ${t(`codes.medicine_void.${of.void_reason}`)}` : ''}
        </Text>
      ) : null}
    </Stack>
  );
}
