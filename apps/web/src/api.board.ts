import type {
  BedClosingWriting,
  BedsView,
  BedWriting,
  BoardView,
  HandoversView,
  RoundNoteWriting,
  WardWritten,
} from '#domain/wire/ward.js';
import { asked, http, keyed, versioned } from './api.http.js';

export const readBoard = (): Promise<BoardView> => asked(http.GET('/api/ward/board'));
export const noteRound = (client: string, body: RoundNoteWriting, key: string): Promise<WardWritten> =>
  asked(
    http.POST('/api/clients/{client}/round-notes', {
      params: { path: { client }, header: keyed(key) },
      body,
    }),
  );
export const listBeds = (): Promise<BedsView> => asked(http.GET('/api/ward/beds'));
export const addBed = (body: BedWriting, key: string): Promise<WardWritten> =>
  asked(http.POST('/api/ward/beds', { params: { header: keyed(key) }, body }));
export const closeBed = (
  { bed, version, ...body }: { bed: string; version: number } & BedClosingWriting,
  key: string,
): Promise<WardWritten> =>
  asked(
    http.POST('/api/beds/{bed}/close', { params: { path: { bed }, header: versioned(key, version) }, body }),
  );
export const openBed = (
  { bed, version }: { bed: string; version: number },
  key: string,
): Promise<WardWritten> =>
  asked(http.POST('/api/beds/{bed}/open', { params: { path: { bed }, header: versioned(key, version) } }));
export const placeInBed = (client: string, bed: string, key: string): Promise<WardWritten> =>
  asked(
    http.POST('/api/clients/{client}/bed', {
      params: { path: { client }, header: keyed(key) },
      body: { bed },
    }),
  );
export const readHandovers = (): Promise<HandoversView> => asked(http.GET('/api/ward/handovers'));
export const giveShift = (key: string): Promise<WardWritten> =>
  asked(http.POST('/api/ward/handovers', { params: { header: keyed(key) } }));
export const takeShift = (handover: string, key: string): Promise<WardWritten> =>
  asked(
    http.POST('/api/ward/handovers/{handover}/take', { params: { path: { handover }, header: keyed(key) } }),
  );
