import { daysAgo, inHours } from './journey.js';
import type { Request } from './staff.js';

/** Ids of things that are not there: what goes there is right in form and changes nothing. */
const NOTHING = {
  note: '00000000-0000-4000-8000-000000000021',
  contact: '00000000-0000-4000-8000-000000000022',
  group: '00000000-0000-4000-8000-000000000023',
  followUp: '00000000-0000-4000-8000-000000000024',
  id: '00000000-0000-4000-8000-000000000025',
  goal: '00000000-0000-4000-8000-000000000026',
  task: '00000000-0000-4000-8000-000000000027',
  document: '00000000-0000-4000-8000-000000000031',
  letter: '00000000-0000-4000-8000-000000000032',
  order: '00000000-0000-4000-8000-000000000041',
  dose: '00000000-0000-4000-8000-000000000042',
  fact: '00000000-0000-4000-8000-000000000043',
  reading: '00000000-0000-4000-8000-000000000051',
  programme: '00000000-0000-4000-8000-000000000071',
  leave: '00000000-0000-4000-8000-000000000072',
  incident: '00000000-0000-4000-8000-000000000073',
  bed: '00000000-0000-4000-8000-000000000061',
  handover: '00000000-0000-4000-8000-000000000062',
} as const;

/** No code at all: whoever is asked about by it asks for nothing and is told nothing. */
const NOBODY = '00000-00000';

type At = { readonly version: number };

/** The addresses of these requests, as the OpenAPI document writes them. */
export function nameCarePlaces(path: string): string {
  return Object.entries(NOTHING)
    .reduce((named, [name, id]) => named.replace(id, `{${name}}`), path)
    .replace(`/clients/${NOBODY}/`, '/clients/{client}/')
    .replace('/instruments/phq-9/1', '/instruments/{id}/{version}');
}

/** For what is written in the course of care: requests that are right in form, about nobody or on versions that will never be. */
export function ofCare(client: string, AT: At): Request[] {
  const path = `/api/clients/${client}`;
  const nobody = `/api/clients/${NOBODY}`;
  return [
    ...ofNotes(path, nobody, AT),
    ...ofDocuments(path, nobody, AT),
    ...ofMedicines(path, nobody, AT),
    ...ofCharts(path, nobody),
    ...ofTheWard(nobody, AT),
    ...ofProgrammes(path, nobody, AT),
    ...ofAssessments(path, nobody, AT),
    ...ofContacts(path, nobody, AT),
    ...ofGroups(AT),
    ...ofComingAndLeaving(path, nobody, AT),
    ...ofPlans(path, nobody, AT),
  ];
}

function ofNotes(path: string, nobody: string, AT: At): Request[] {
  const note = `/api/notes/${NOTHING.note}`;
  return [
    { method: 'GET', path: `${path}/notes` },
    { method: 'GET', path: `${path}/counselling-notes` },
    {
      method: 'POST',
      path: `${nobody}/notes`,
      body: { kind: 'progress', words: 'x', written_at: null },
    },
    { method: 'GET', path: note },
    { method: 'POST', path: `${note}/amend`, body: { words: 'x' }, ...AT },
    { method: 'POST', path: `${note}/void`, body: { reason: 'x' }, ...AT },
  ];
}

/** A file and a letter of nobody, and of those there are not. */
function ofDocuments(path: string, nobody: string, AT: At): Request[] {
  const [document, letter] = [`/api/documents/${NOTHING.document}`, `/api/letters/${NOTHING.letter}`];
  const file = {
    kind: 'other',
    category: 'plan',
    title: 'x',
    type: 'text/plain',
    content: 'eA==',
    dated_on: null,
  };
  const wanted = { kind: 'referral_letter', language: 'en', words: 'x', consent: null };
  return [
    { method: 'GET', path: `${path}/documents` },
    { method: 'POST', path: `${nobody}/documents`, body: file },
    { method: 'GET', path: `${document}/content` },
    { method: 'POST', path: `${document}/void`, body: { reason: 'x' }, ...AT },
    { method: 'GET', path: `${path}/letters` },
    { method: 'POST', path: `${nobody}/letters`, body: { ...wanted, from_on: null, until_on: null } },
    { method: 'GET', path: `${letter}/content` },
    { method: 'POST', path: `${letter}/revoke`, body: { reason: 'replaced' }, ...AT },
  ];
}

/** A programme there is not, and what happens in the one that nobody follows. */
function ofProgrammes(path: string, nobody: string, AT: At): Request[] {
  const { programme, leave, incident } = NOTHING;
  const words = { words: 'x' };
  const one = `${nobody}/incidents/${incident}`;
  return [
    { method: 'GET', path: '/api/programmes' },
    { method: 'GET', path: `${path}/programme` },
    { method: 'POST', path: '/api/programmes', body: { kind: 'day', title: 'x', phases: [] } },
    { method: 'POST', path: `/api/programmes/${programme}/close`, ...AT },
    { method: 'POST', path: `${nobody}/programme`, body: { programme } },
    { method: 'POST', path: `${nobody}/programme/phase`, body: { phase: 2, reason: 'goals_met' }, ...AT },
    { method: 'POST', path: `${nobody}/programme/end`, body: { ending: 'left' }, ...AT },
    { method: 'POST', path: `${nobody}/relapses`, body: { at: null, answer: 'stays' } },
    { method: 'POST', path: `${nobody}/peer`, body: { colleague: programme, trained_on: '2026-01-01' } },
    { method: 'POST', path: `${nobody}/peer/end` },
    {
      method: 'POST',
      path: `${nobody}/leaves`,
      body: { kind: 'day', from_at: inHours(1), until_at: inHours(2) },
    },
    { method: 'POST', path: `${nobody}/leaves/${leave}/return`, body: { back: true }, ...AT },
    { method: 'POST', path: `${nobody}/therapy-work/consent` },
    { method: 'POST', path: `${nobody}/therapy-work/consent/end` },
    {
      method: 'POST',
      path: `${nobody}/therapy-work`,
      body: { work: 'garden', done_on: daysAgo(0), minutes: 60, replaces_staff: false },
    },
    { method: 'POST', path: `${nobody}/incidents`, body: { kind: 'threat', happened_at: null, ...words } },
    { method: 'POST', path: `${one}/hearing`, body: words, ...AT },
    { method: 'POST', path: `${one}/decision`, body: { measure: 'talk', ...words }, ...AT },
    { method: 'POST', path: `${one}/appeal`, body: words, ...AT },
    { method: 'POST', path: `${one}/settling`, body: { outcome: 'upheld' }, ...AT },
  ];
}

/** Beds and handovers there are not, and rounds of nobody. */
function ofTheWard(nobody: string, AT: At): Request[] {
  const bed = `/api/beds/${NOTHING.bed}`;
  const body = { site: null, stage: 'treatment', label: 'x', room: 'x', designation: 'any', features: [] };
  return [
    { method: 'GET', path: '/api/ward/board' },
    { method: 'GET', path: '/api/ward/beds' },
    { method: 'GET', path: '/api/ward/handovers' },
    { method: 'POST', path: '/api/ward/beds', body: { ...body, site: NOTHING.bed } },
    { method: 'POST', path: bed, body, ...AT },
    { method: 'POST', path: `${bed}/close`, body: { reason: 'repair' }, ...AT },
    { method: 'POST', path: `${bed}/open`, ...AT },
    { method: 'POST', path: `${nobody}/bed`, body: { bed: NOTHING.bed } },
    { method: 'POST', path: `${nobody}/bed/release` },
    { method: 'POST', path: `${nobody}/round-notes`, body: { finding: 'no_change', concerns: [] } },
    { method: 'POST', path: `/api/ward/handovers/${NOTHING.handover}/take` },
    { method: 'POST', path: `/api/handoffs/${NOBODY}/bed`, body: { bed: NOTHING.bed, until_at: null } },
    { method: 'POST', path: `/api/handoffs/${NOBODY}/bed/release` },
  ];
}

/** Orders, doses and facts of nobody, and of orders there are not. */
function ofMedicines(path: string, nobody: string, AT: At): Request[] {
  const order = {
    medicine: 'Thiamine',
    class: 'vitamin',
    amount: 100,
    unit: 'mg',
    route: 'oral',
    schedule: {
      kind: 'times',
      times: ['08:00'],
      hours_between_min: null,
      doses_per_day_max: null,
      scale: null,
    },
    purpose: 'other',
    starts_at: null,
    ends_at: null,
    allergy_override: null,
  };
  const fact = { kind: 'overdose_talk', at: null, substance: null, result: null, long_acting: null };
  const dose = { due_at: null, at: null, outcome: 'refused', identifiers: [], reason: 'declined' };
  const one = `/api/medicines/${NOTHING.order}`;
  const reason = { reason: 'wrong_client' };
  return [
    { method: 'GET', path: `${path}/medicines` },
    { method: 'GET', path: '/api/ward/medicines' },
    { method: 'POST', path: `${nobody}/medicines`, body: order },
    { method: 'POST', path: `${one}/stop`, body: { reason: 'changed' }, ...AT },
    { method: 'POST', path: `${one}/doses`, body: dose },
    { method: 'POST', path: `/api/doses/${NOTHING.dose}/void`, body: reason },
    { method: 'POST', path: `${nobody}/medical-facts`, body: fact },
    { method: 'POST', path: `/api/medical-facts/${NOTHING.fact}/void`, body: reason },
  ];
}

function ofCharts(path: string, nobody: string): Request[] {
  const reading = {
    at: null,
    systolic: 120,
    diastolic: 80,
    pulse: 70,
    respiration: null,
    temperature: 36.6,
    oxygen: null,
    glucose: null,
    consciousness: 'alert',
  };
  const need = { rating: 'none', words: 'Nothing.' };
  const needs = {
    withdrawal: need,
    body: need,
    mind: need,
    willingness: need,
    relapse_risk: need,
    surroundings: need,
  };
  const level = { level: 'outpatient', needs, difference: null, client_answer: 'agrees' };
  return [
    { method: 'GET', path: `${path}/chart` },
    { method: 'POST', path: `${nobody}/vital-signs`, body: reading },
    { method: 'POST', path: `/api/vital-signs/${NOTHING.reading}/void`, body: { reason: 'wrong_value' } },
    { method: 'POST', path: `${nobody}/observations`, body: { level: 'general', reason: 'safer_now' } },
    { method: 'POST', path: `${nobody}/care-levels`, body: level },
  ];
}

/** Instruments, and what was assessed with them: of nobody, and of an assessment there is not. */
function ofAssessments(path: string, nobody: string, AT: At): Request[] {
  const content = {
    version: '1',
    language: 'en',
    mode: 'interview',
    moment: 'entry',
    taken_at: '2026-01-01T10:00:00Z',
    answers: { '1': 0 },
  };
  const one = `${nobody}/assessments/${NOTHING.id}`;
  return [
    { method: 'GET', path: '/api/instruments' },
    { method: 'GET', path: '/api/instruments/phq-9/1?language=ar' },
    { method: 'GET', path: `${path}/assessments` },
    { method: 'GET', path: `${path}/assessments/trends` },
    { method: 'GET', path: `${path}/assessments/due` },
    { method: 'GET', path: one },
    { method: 'POST', path: `${nobody}/assessments`, body: { instrument: 'phq-9', ...content } },
    { method: 'POST', path: `${one}/correct`, body: { reason: 'wrong_answer', ...content }, ...AT },
    { method: 'POST', path: `${one}/void`, body: { reason: 'wrong_client' }, ...AT },
    { method: 'POST', path: `${one}/sign-off`, body: { suicide_risk: 'low' }, ...AT },
  ];
}

function ofContacts(path: string, nobody: string, AT: At): Request[] {
  const contact = `/api/appointments/${NOTHING.contact}`;
  const hours = { starts_at: inHours(48), ends_at: inHours(49) };
  const days = `from_on=${daysAgo(1)}&until_on=${daysAgo(0)}`;
  const scope = { scope: 'this' };
  return [
    { method: 'GET', path: `${path}/appointments` },
    {
      method: 'POST',
      path: `${nobody}/appointments`,
      body: { kind: 'visit', ...hours, with: null, rule: 'FREQ=WEEKLY;COUNT=2', exceptions: [] },
    },
    { method: 'POST', path: `${contact}/move`, body: { ...hours, with: null, ...scope }, ...AT },
    {
      method: 'POST',
      path: `${contact}/cancel`,
      body: { by: 'cancelled_by_client', reason: 'illness', ...scope },
      ...AT,
    },
    { method: 'POST', path: `${contact}/attendance`, body: { happened: 'kept' }, ...AT },
    { method: 'POST', path: `${contact}/undo`, ...AT },
    { method: 'GET', path: `${contact}/file` },
    { method: 'GET', path: `/api/calendar?${days}` },
    { method: 'GET', path: `/api/calendar/file?${days}` },
  ];
}

function ofGroups(AT: At): Request[] {
  const group = `/api/groups/${NOTHING.group}`;
  return [
    {
      method: 'POST',
      path: '/api/groups',
      body: {
        kind: 'therapy',
        starts_at: inHours(48),
        ends_at: inHours(49),
        with: null,
        clients: [NOBODY],
      },
    },
    { method: 'GET', path: group },
    {
      method: 'POST',
      path: `${group}/attendance`,
      body: { attendance: [{ client: NOBODY, happened: 'kept' }] },
      ...AT,
    },
  ];
}

/** Plans of nobody: goals, steps, a review and an approval. */
function ofPlans(path: string, nobody: string, AT: At): Request[] {
  const plan = `${nobody}/plan`;
  const said = { words: 'x', measure: 'x', target: 'x', due_on: daysAgo(-30) };
  const goal = `${plan}/goals/${NOTHING.goal}`;
  return [
    { method: 'GET', path: `${path}/plan` },
    { method: 'POST', path: `${plan}/goals`, body: { domain: 'housing', ...said } },
    { method: 'POST', path: `${goal}/revise`, body: said, ...AT },
    { method: 'POST', path: `${goal}/state`, body: { state: 'met', reason: null }, ...AT },
    { method: 'POST', path: `${goal}/tasks`, body: { words: 'x', owner: null, due_on: daysAgo(-7) } },
    { method: 'POST', path: `${plan}/tasks/${NOTHING.task}/state`, body: { state: 'done' }, ...AT },
    {
      method: 'POST',
      path: `${plan}/reviews`,
      body: { reviewed_on: daysAgo(0), with_client: true, words: 'x', next_review_on: daysAgo(-28) },
      ...AT,
    },
    { method: 'POST', path: `${plan}/approve`, ...AT },
  ];
}

/** How somebody came, how care ends, and how they are asked after. */
function ofComingAndLeaving(path: string, nobody: string, AT: At): Request[] {
  const followUp = `/api/follow-ups/${NOTHING.followUp}`;
  const entry = {
    requested_on: daysAgo(3),
    first_contact_on: daysAgo(2),
    first_appt_offered_on: null,
    admitted_on: null,
    planned_end_on: null,
    legal_basis_of_entry: 'voluntary',
    legal_document: null,
    legal_reviewer: null,
    legal_until_on: null,
    prev_treated: 'never',
    referral_source: 'self',
  };
  const answers = { use_now: 'none', housing_now: 'stable', work_now: 'works', safe_now: 'yes' };
  return [
    { method: 'GET', path: `${path}/entry` },
    { method: 'PUT', path: `${nobody}/entry`, body: entry, ...AT },
    { method: 'GET', path: '/api/entry-quality' },
    { method: 'POST', path: `${nobody}/exit`, body: { exit: 'left', leaving_talk: 'held' }, ...AT },
    { method: 'GET', path: `${path}/follow-ups` },
    { method: 'GET', path: followUp },
    {
      method: 'POST',
      path: `${followUp}/attempts`,
      body: { way: 'call', outcome: 'reached', answers },
      ...AT,
    },
  ];
}
