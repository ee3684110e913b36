import type { Labels } from '#domain/wire/common.js';
import type { SiteChangeRequest, SiteView } from '#domain/wire/house.js';

/** A site while it is written: names by language, and what differs from the jurisdiction; null: nothing does. */
export interface SiteDraft extends Labels {
  readonly weekend: readonly number[] | null;
  readonly hours: { readonly opens: string; readonly closes: string } | null;
}

/** Where somebody begins who says that a site has a week of its own. */
export const EMPTY_WEEK = {
  weekend: [] as readonly number[],
  hours: { opens: '09:00', closes: '17:00' },
} as const;

export function draftOf({ names, weekend_days: weekend, opens, closes }: SiteView): SiteDraft {
  return {
    en: names.en,
    ru: names.ru,
    ar: names.ar,
    weekend,
    hours: opens === null || closes === null ? null : { opens, closes },
  };
}

export function requestOf({ en, ru, ar, weekend, hours }: SiteDraft): SiteChangeRequest {
  return {
    names: { en: en.trim(), ru: ru.trim(), ar: ar.trim() },
    weekend_days: weekend === null ? null : [...weekend],
    opens: hours?.opens ?? null,
    closes: hours?.closes ?? null,
  };
}
