import type { FactWriting, MedicineWritten, OrderWriting } from '#domain/wire/medicine.js';
import { granted } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

/** Medicines as a house would write them: in the language it speaks. */
const NAMES = {
  ar: { vitamin: 'ثيامين', pain: 'باراسيتامول', night: 'ميلاتونين' },
  ru: { vitamin: 'Тиамин', pain: 'Парацетамол', night: 'Мелатонин' },
} as const;

const BY_CLOCK = {
  kind: 'times',
  times: ['08:00', '14:00', '20:00', '23:30'],
  hours_between_min: null,
  doses_per_day_max: null,
  scale: null,
} as const;

/** Orders by the clock and as needed, one of them stopped, doses given, declined and void, and what the stop rules ask about. */
export async function bringMedicines(by: Staff, client: string, language: 'ar' | 'ru'): Promise<void> {
  const names = NAMES[language];
  const at = `/api/clients/${client}`;
  const order = async (more: object): Promise<string> =>
    granted(
      await by.post<MedicineWritten>(`${at}/medicines`, {
        medicine: names.vitamin,
        class: 'vitamin',
        amount: 100,
        unit: 'mg',
        route: 'oral',
        schedule: { ...BY_CLOCK, times: [...BY_CLOCK.times] },
        purpose: 'withdrawal',
        starts_at: null,
        ends_at: null,
        allergy_override: null,
        ...more,
      } satisfies OrderWriting),
      201,
    ).id;
  const asNeeded = {
    kind: 'as_needed',
    times: null,
    hours_between_min: 6,
    doses_per_day_max: 3,
    scale: null,
  };
  await order({});
  const pain = await order({
    medicine: names.pain,
    class: 'other',
    amount: 500,
    purpose: 'other',
    schedule: asNeeded,
  });
  const night = await order({ medicine: names.night, class: 'sedative', amount: 2.5, schedule: asNeeded });
  const dose = { due_at: null, at: null, identifiers: [], reason: null };
  const declined = { ...dose, outcome: 'refused', reason: 'declined' };
  granted(await by.post(`/api/medicines/${pain}/doses`, declined), 201);
  const given = { ...dose, outcome: 'given', identifiers: ['name', 'photo'] };
  granted(await by.post(`/api/medicines/${pain}/doses`, given), 201);
  const wrong = granted(await by.post<MedicineWritten>(`/api/medicines/${night}/doses`, given), 201);
  granted(await by.post(`/api/doses/${wrong.id}/void`, { reason: 'wrong_client' }));
  granted(await by.post(`/api/medicines/${night}/stop`, { reason: 'side_effect' }, { version: 1 }));
  const tell = async (fact: Partial<FactWriting>): Promise<void> => {
    const nothing = { at: null, substance: null, result: null, long_acting: null };
    granted(await by.post(`${at}/medical-facts`, { ...nothing, ...fact }), 201);
  };
  await tell({ kind: 'overdose_talk' });
  await tell({ kind: 'toxicology', substance: 'opioids', result: 'negative' });
}
