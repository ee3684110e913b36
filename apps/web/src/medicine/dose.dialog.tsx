import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CLIENT_IDENTIFIERS,
  DOSE_OUTCOMES,
  DOSE_REASONS,
  type ClientIdentifier,
  type DoseOutcome,
  type DoseReason,
  type DoseUnit,
  type MedicineRoute,
} from '#domain/charter/medicine.js';
import type { DoseWriting } from '#domain/wire/medicine.js';
import { recordDose } from '../api.medicines.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice, Ticks } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode } from '../kit/text.js';
import { Taken } from './dose.words.js';
import { useSaved } from './medicine.hook.js';
import { instantOfWhen, WhenField, type When } from './when.field.js';

/** A dose that somebody stands in front of a client with. */
export interface DoseAtHand {
  readonly client: string;
  readonly order: string;
  readonly medicine: string | null;
  readonly amount: number;
  readonly unit: DoseUnit;
  readonly route: MedicineRoute;
  /** Null: as needed or by a score. */
  readonly due_at: string | null;
  readonly allergies: string | null;
}

interface Draft {
  readonly outcome: DoseOutcome;
  readonly identifiers: ClientIdentifier[];
  readonly reason: DoseReason | null;
  readonly when: When;
}

const GIVEN: Draft = { outcome: 'given', identifiers: [], reason: null, when: null };

/** Two different ones are asked for (domain 12, 14). */
const LOOKS_MIN = 2;

/** Writes down what became of a dose: given, and by what the client was known; or not, and why. */
export function DoseDialog({ of, onClose }: { of: DoseAtHand; onClose: () => void }) {
  const { t } = useTranslation();
  const { zone } = useDates();
  const [draft, setDraft] = useState<Draft>(GIVEN);
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const saved = useSaved(onClose);
  const write = useChange((body: DoseWriting, key) => recordDose(of.order, body, key), saved);
  const { outcome, identifiers, reason, when } = draft;
  const given = outcome === 'given';
  return (
    <Dialog title={t('medicines.write_dose')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          write.run({
            due_at: of.due_at,
            at: instantOfWhen(when, zone),
            outcome,
            identifiers: given ? identifiers : [],
            reason: given ? null : reason,
          });
        }}
      >
        <Stack>
          <ProblemAlert problem={write.problem} />
          <AtHand of={of} />
          <Became draft={draft} change={change} errorOf={write.errorOf} />
          <WhenField value={when} onChange={(next) => change({ when: next })} error={write.errorOf('at')} />
          <DialogActions
            submit={t('medicines.save_dose')}
            onClose={onClose}
            pending={write.pending}
            disabled={given ? identifiers.length < LOOKS_MIN : reason === null}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

/** What became of it, and what belongs to that: by what the client was known, or why it was not given. */
function Became(props: {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { draft, change, errorOf } = props;
  return (
    <>
      <Choice
        field="outcome"
        label={t('medicines.outcome')}
        value={draft.outcome}
        onChange={(outcome) => change({ outcome })}
        options={DOSE_OUTCOMES.map((value) => ({ value, label: t(`codes.dose_state.${value}`) }))}
        error={errorOf('outcome')}
      />
      {draft.outcome === 'given' ? (
        <Ticks
          field="identifiers"
          label={t('medicines.identifiers')}
          description={t('medicines.identifiers_hint')}
          value={draft.identifiers}
          onChange={(identifiers) => change({ identifiers })}
          options={CLIENT_IDENTIFIERS.map((value) => ({
            value,
            label: t(`codes.client_identifier.${value}`),
          }))}
          error={errorOf('identifiers')}
        />
      ) : (
        <Choice
          field="reason"
          label={t('medicines.reason')}
          value={draft.reason}
          onChange={(reason) => change({ reason })}
          options={DOSE_REASONS.map((value) => ({ value, label: t(`codes.dose_reason.${value}`) }))}
          error={errorOf('reason')}
        />
      )}
    </>
  );
}

function AtHand({ of }: { of: DoseAtHand }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <Stack gap={4}>
      <Text>
        {t('medicines.client')} <ClientCode of={of.client} />
      </Text>
      <Text fw={600}>
        <Taken {...of} />
      </Text>
      {of.due_at ? (
        <Text size="sm">
          {t('medicines.due')} {dates.time(of.due_at)}
        </Text>
      ) : null}
      {of.allergies ? (
        <Text size="sm" fw={600}>
          {t('medicines.allergies')}: <Bdi>{of.allergies}</Bdi>
        </Text>
      ) : null}
    </Stack>
  );
}
