import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MEDICINE_VOIDS } from '#domain/charter/medicine.js';
import type { FactView } from '#domain/wire/medicine.js';
import { voidFact } from '../api.medicines.js';
import { useDates } from '../kit/dates.hook.js';
import { Section } from '../kit/section.js';
import { Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { useSaved } from './medicine.hook.js';
import { FactForm } from './fact.form.js';
import { ReasonDialog } from '../kit/reason.dialog.js';

interface FactsProps {
  readonly code: string;
  readonly facts: readonly FactView[];
  readonly live: boolean;
}

/** What the stop rules ask about, and what was said and handed out against an overdose. */
export function FactsSection({ code, facts, live }: FactsProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [voiding, setVoiding] = useState<string | null>(null);
  const close = (): void => setVoiding(null);
  const saved = useSaved(close);
  const writes = live && may('medicine.fact');
  return (
    <Section title={t('medicines.facts')}>
      <Stack gap="md">
        {facts.length === 0 ? <Text c="dimmed">{t('medicines.no_facts')}</Text> : null}
        {facts.length > 0 ? (
          <ul className="versions" aria-label={t('medicines.facts')}>
            {facts.map((fact, place) => (
              // What other houses wrote has no name of its own; its order stays while the page stands.
              <li key={fact.id ?? place}>
                <Group justify="space-between" align="flex-start" gap="sm">
                  <Fact of={fact} />
                  {writes && fact.id !== null && fact.voided_at === null ? (
                    <Button size="compact-sm" variant="default" onClick={() => setVoiding(fact.id)}>
                      {t('medicines.void')}
                    </Button>
                  ) : null}
                </Group>
              </li>
            ))}
          </ul>
        ) : null}
        {writes ? <FactForm code={code} /> : null}
      </Stack>
      {voiding ? (
        <ReasonDialog
          title={t('medicines.void')}
          why={t('medicines.void_why')}
          effect={t('medicines.void_effect')}
          options={MEDICINE_VOIDS.map((value) => ({ value, label: t(`codes.medicine_void.${value}`) }))}
          act={(body, key) => voidFact(voiding, body, key)}
          onSaved={saved}
          onClose={close}
        />
      ) : null}
    </Section>
  );
}

function Fact({ of }: { of: FactView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const parts = [
    t(`codes.medical_fact.${of.kind}`),
    of.substance ? t(`codes.substance.${of.substance}`) : null,
    of.result ? t(`codes.toxicology_result.${of.result}`) : null,
    of.long_acting ? t('medicines.long_acting') : null,
  ].filter((part) => part !== null);
  return (
    <Stack gap={2}>
      <Text size="sm" td={of.voided_at ? 'line-through' : undefined}>
        {of.id === null ? dates.dayOf(of.at) : <Instant at={of.at} />} · {parts.join(' · ')}
      </Text>
      {of.voided_at ? (
        <Text size="sm">
          {t('medicines.voided')} {dates.dayOf(of.voided_at)}
          {of.void_reason ? ` · ${t(`codes.medicine_void.${of.void_reason}`)}` : ''}
        </Text>
      ) : null}
    </Stack>
  );
}
