import { isDay } from './week.js';

/** The week in the address: any day of it. */
export const readWeek = (search: Readonly<Record<string, unknown>>): { week?: string } =>
  isDay(search['week']) ? { week: search['week'] } : {};
