import type { WardWritten } from '#domain/wire/ward.js';
import { granted } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

/** What rooms are called on a ward that speaks this language. */
const ROOMS = { ar: 'غرفة', ru: 'Палата' } as const;

/** Beds, some taken and one closed, a round of which one person needs attention, a handover that was taken and one that waits. */
export async function bringWard(
  { clinician, duty }: { clinician: Staff; duty: Staff },
  clients: readonly string[],
  language: 'ar' | 'ru',
): Promise<void> {
  const add = async (room: number, label: string, more: object = {}): Promise<string> =>
    granted(
      await duty.post<WardWritten>('/api/ward/beds', {
        site: null,
        stage: 'treatment',
        label,
        room: `${ROOMS[language]} ${room}`,
        designation: 'any',
        features: [],
        ...more,
      }),
      201,
    ).id;
  const beds = [
    await add(1, '1', { features: ['near_staff', 'step_free'] }),
    await add(1, '2'),
    await add(2, '3', { designation: 'women' }),
    await add(2, '4', { designation: 'women' }),
  ];
  for (const [place, client] of clients.slice(0, 2).entries())
    granted(await clinician.post(`/api/clients/${client}/bed`, { bed: beds[place] }), 201);
  granted(await duty.post(`/api/beds/${beds[3]}/close`, { reason: 'repair' }, { version: 1 }));
  const [first, second] = clients;
  const round = async (client: string, body: object): Promise<void> => {
    granted(await clinician.post(`/api/clients/${client}/round-notes`, body), 201);
  };
  if (first) await round(first, { finding: 'no_change', concerns: [] });
  if (second) await round(second, { finding: 'attention', concerns: ['sleep', 'asks_for_doctor'] });
  const given = granted(await clinician.post<WardWritten>('/api/ward/handovers'), 201);
  granted(await duty.post(`/api/ward/handovers/${given.id}/take`));
  granted(await duty.post('/api/ward/handovers'), 201);
}
