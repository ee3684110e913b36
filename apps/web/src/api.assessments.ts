import type { Language } from '#domain/charter/code-lists.js';
import type {
  AssessmentCorrection,
  AssessmentRequest,
  AssessmentView,
  DueView,
  InstrumentSummary,
  InstrumentView,
  SignOffRequest,
  Trend,
} from '#domain/wire/assessment.js';
import type { AssessmentMend } from '#domain/charter/assessment.js';
import type { Page } from '#domain/wire/common.js';
import { asked, http, keyed, page, versioned } from './api.http.js';

export const listInstruments = (): Promise<InstrumentSummary[]> => asked(http.GET('/api/instruments'));
/** One version of a form with its words in a language; its items are told by their own type, which the document does not spell out. */
export const readInstrument = (id: string, version: string, language: Language): Promise<InstrumentView> =>
  asked(
    http.GET('/api/instruments/{id}/{version}', { params: { path: { id, version }, query: { language } } }),
  ) as Promise<unknown> as Promise<InstrumentView>;

export const listAssessments = (
  client: string,
  instrument: string | undefined,
  cursor?: string,
): Promise<Page<AssessmentView>> =>
  asked(
    http.GET('/api/clients/{client}/assessments', {
      params: { path: { client }, query: { ...page(cursor), ...(instrument ? { instrument } : {}) } },
    }),
  );
export const readAssessment = (client: string, id: string): Promise<AssessmentView> =>
  asked(http.GET('/api/clients/{client}/assessments/{id}', { params: { path: { client, id } } }));
export const readTrends = (client: string, instrument: string): Promise<Trend[]> =>
  asked(
    http.GET('/api/clients/{client}/assessments/trends', {
      params: { path: { client }, query: { instrument } },
    }),
  );
export const listDue = (client: string): Promise<DueView[]> =>
  asked(http.GET('/api/clients/{client}/assessments/due', { params: { path: { client } } }));

export const recordAssessment = (
  client: string,
  body: AssessmentRequest,
  key: string,
): Promise<AssessmentView> =>
  asked(
    http.POST('/api/clients/{client}/assessments', {
      params: { path: { client }, header: keyed(key) },
      body,
    }),
  );

const one = (client: string, { id, version }: AssessmentView, key: string) => ({
  path: { client, id },
  header: versioned(key, version),
});
export const correctAssessment = (
  client: string,
  of: AssessmentView,
  body: AssessmentCorrection,
  key: string,
): Promise<AssessmentView> =>
  asked(http.POST('/api/clients/{client}/assessments/{id}/correct', { params: one(client, of, key), body }));
export const voidAssessment = (
  client: string,
  of: AssessmentView,
  reason: AssessmentMend,
  key: string,
): Promise<AssessmentView> =>
  asked(
    http.POST('/api/clients/{client}/assessments/{id}/void', {
      params: one(client, of, key),
      body: { reason },
    }),
  );
export const signOffAssessment = (
  client: string,
  of: AssessmentView,
  body: SignOffRequest,
  key: string,
): Promise<AssessmentView> =>
  asked(http.POST('/api/clients/{client}/assessments/{id}/sign-off', { params: one(client, of, key), body }));
