import type {
  EligibilityChoices,
  EligibilityIssued,
  EligibilityRequest,
  EligibilityView,
} from '#domain/wire/eligibility.js';
import { asked, http, keyed, versioned } from './api.http.js';

/** The tokens of a client, and what one may be given for. */
export interface Eligibilities {
  readonly tokens: EligibilityView[];
  readonly choices: EligibilityChoices;
}

export const readEligibility = (client: string): Promise<Eligibilities> =>
  asked(http.GET('/api/clients/{client}/eligibility', { params: { path: { client } } }));
export const giveToken = (
  client: string,
  body: EligibilityRequest,
  key: string,
): Promise<EligibilityIssued> =>
  asked(
    http.POST('/api/clients/{client}/eligibility', {
      params: { path: { client }, header: keyed(key) },
      body,
    }),
  );
export const endToken = (
  { reference, version }: Pick<EligibilityView, 'reference' | 'version'>,
  key: string,
): Promise<EligibilityView> =>
  asked(
    http.POST('/api/eligibility/{reference}/end', {
      params: { path: { reference }, header: versioned(key, version) },
    }),
  );
