import type {
  CareLevelWriting,
  ChartView,
  ChartWritten,
  ObservationWriting,
  ReadingVoiding,
  ReadingWriting,
  ReadingWritten,
} from '#domain/wire/chart.js';
import { asked, http, keyed } from './api.http.js';

const at = (client: string, key: string) => ({ params: { path: { client }, header: keyed(key) } });

export const readChart = (client: string): Promise<ChartView> =>
  asked(http.GET('/api/clients/{client}/chart', { params: { path: { client } } }));
export const recordReading = (client: string, body: ReadingWriting, key: string): Promise<ReadingWritten> =>
  asked(http.POST('/api/clients/{client}/vital-signs', { ...at(client, key), body }));
export const voidReading = (reading: string, body: ReadingVoiding, key: string): Promise<ChartWritten> =>
  asked(
    http.POST('/api/vital-signs/{reading}/void', { params: { path: { reading }, header: keyed(key) }, body }),
  );
export const observe = (client: string, body: ObservationWriting, key: string): Promise<ChartWritten> =>
  asked(http.POST('/api/clients/{client}/observations', { ...at(client, key), body }));
export const decideCareLevel = (client: string, body: CareLevelWriting, key: string): Promise<ChartWritten> =>
  asked(http.POST('/api/clients/{client}/care-levels', { ...at(client, key), body }));
