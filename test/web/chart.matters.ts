import type { Measurements } from '#domain/wire/chart.js';
import { granted } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

const HOUR_MS = 3_600_000;
const agoHours = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString();
/** A day on the ward: a pulse that calms down, one reading that was of somebody else, and a level of observation. */
export async function bringChart(by: Staff, client: string): Promise<void> {
  const at = `/api/clients/${client}`;
  const nothing: Measurements = {
    systolic: null,
    diastolic: null,
    pulse: null,
    respiration: null,
    temperature: null,
    oxygen: null,
    glucose: null,
  };
  const read = async (hours: number, more: Partial<Measurements>): Promise<string> =>
    granted(
      await by.post<{ id: string }>(`${at}/vital-signs`, {
        ...nothing,
        consciousness: 'alert',
        at: agoHours(hours),
        ...more,
      }),
      201,
    ).id;
  await read(3, {
    systolic: 165,
    diastolic: 100,
    pulse: 128,
    temperature: 37.4,
    oxygen: 96,
    respiration: 20,
  });
  const wrong = await read(2, { pulse: 61 });
  await read(1, { systolic: 150, diastolic: 92, pulse: 104, temperature: 37, oxygen: 97, respiration: 18 });
  await read(0.2, { systolic: 138, diastolic: 88, pulse: 92, temperature: 36.8, oxygen: 98, glucose: 5.4 });
  granted(await by.post(`/api/vital-signs/${wrong}/void`, { reason: 'wrong_client' }));
  granted(await by.post(`${at}/observations`, { level: 'within_sight', reason: 'newly_arrived' }), 201);
  granted(await by.post(`${at}/observations`, { level: 'intermittent', reason: 'withdrawal' }), 201);
}
