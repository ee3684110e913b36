import type {
  DoseWriting,
  FactWriting,
  MedicinesView,
  MedicineVoiding,
  MedicineWritten,
  OrderStopping,
  OrderWriting,
  RoundView,
} from '#domain/wire/medicine.js';
import { asked, http, keyed, versioned } from './api.http.js';

export const readMedicines = (client: string): Promise<MedicinesView> =>
  asked(http.GET('/api/clients/{client}/medicines', { params: { path: { client } } }));
export const readRound = (): Promise<RoundView> => asked(http.GET('/api/ward/medicines'));
export const orderMedicine = (client: string, body: OrderWriting, key: string): Promise<MedicineWritten> =>
  asked(
    http.POST('/api/clients/{client}/medicines', { params: { path: { client }, header: keyed(key) }, body }),
  );
export const stopOrder = (
  order: string,
  version: number,
  body: OrderStopping,
  key: string,
): Promise<MedicineWritten> =>
  asked(
    http.POST('/api/medicines/{order}/stop', {
      params: { path: { order }, header: versioned(key, version) },
      body,
    }),
  );
export const recordDose = (order: string, body: DoseWriting, key: string): Promise<MedicineWritten> =>
  asked(http.POST('/api/medicines/{order}/doses', { params: { path: { order }, header: keyed(key) }, body }));
export const voidDose = (dose: string, body: MedicineVoiding, key: string): Promise<MedicineWritten> =>
  asked(http.POST('/api/doses/{dose}/void', { params: { path: { dose }, header: keyed(key) }, body }));
export const recordFact = (client: string, body: FactWriting, key: string): Promise<MedicineWritten> =>
  asked(
    http.POST('/api/clients/{client}/medical-facts', {
      params: { path: { client }, header: keyed(key) },
      body,
    }),
  );
export const voidFact = (fact: string, body: MedicineVoiding, key: string): Promise<MedicineWritten> =>
  asked(
    http.POST('/api/medical-facts/{fact}/void', { params: { path: { fact }, header: keyed(key) }, body }),
  );
