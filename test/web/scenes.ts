import type { Page } from 'playwright-core';
import type { Language } from '#domain/charter/code-lists.js';
import type { Role } from '#domain/charter/roles.js';
import { demoLogins } from '#platform/packs/demo-network.js';
import { loadPacks } from '#platform/packs/packs.js';
import { daysAgo, granted } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { seek } from './matters.js';
import { routesOf } from './routes.js';

/** A screen as one role sees it. */
export interface Scene {
  readonly route: string;
  readonly role: Role;
  /** Added to the address. */
  readonly search?: string;
  /** Which of the handoffs there are is shown. */
  readonly side?: 'received' | 'sent';
}

/** Roles that see another screen under the same address each have a scene of their own. */
const SCENES: Readonly<Record<string, readonly Omit<Scene, 'route'>[]>> = {
  '/': [{ role: 'clinician' }, { role: 'social_worker' }, { role: 'coordinator' }, { role: 'org_admin' }],
  '/handoffs': [{ role: 'intake_officer' }, { role: 'case_manager', search: '?side=sender' }],
  '/handoffs/$reference': [
    { role: 'intake_officer', side: 'received' },
    { role: 'case_manager', side: 'sent' },
  ],
  '/absent': [{ role: 'case_manager' }],
  '/arrivals': [{ role: 'intake_officer' }],
  '/duty': [{ role: 'duty_manager' }, { role: 'social_worker' }],
  '/directory': [{ role: 'social_worker' }, { role: 'case_manager', search: '?list=services' }],
  '/clients': [{ role: 'clinician' }],
  '/clients/new': [{ role: 'intake_officer' }],
  '/clients/find': [{ role: 'intake_officer' }],
  '/clients/$code': [{ role: 'clinician' }, { role: 'privacy_officer' }],
  '/clients/$code/consents': [{ role: 'clinician' }, { role: 'privacy_officer' }],
  '/clients/$code/rights': [{ role: 'clinician' }, { role: 'privacy_officer' }],
  '/clients/$code/assessments': [{ role: 'clinician' }],
  '/clients/$code/assessments/take': [{ role: 'clinician', search: '?instrument=phq-9&moment=review' }],
  '/clients/$code/assessments/$assessment': [{ role: 'clinician' }],
  '/clients/$code/plan': [{ role: 'clinician' }],
  '/clients/$code/chart': [{ role: 'clinician' }],
  '/clients/$code/programme': [{ role: 'clinician' }],
  '/programmes': [{ role: 'case_manager' }],
  '/clients/$code/medicines': [{ role: 'clinician' }, { role: 'social_worker' }],
  '/clients/$code/notes': [{ role: 'case_manager' }, { role: 'clinician', search: '?kind=counselling' }],
  '/clients/$code/documents': [{ role: 'clinician' }],
  '/clients/$code/appointments': [{ role: 'clinician' }],
  '/calendar': [{ role: 'clinician' }],
  '/groups/new': [{ role: 'clinician' }],
  '/groups/$group': [{ role: 'clinician' }],
  '/clients/$code/leaving': [{ role: 'clinician' }, { role: 'privacy_officer' }],
  '/clients/$code/card': [{ role: 'clinician' }],
  '/clients/$code/move': [{ role: 'clinician' }],
  '/clients/$code/handoff': [{ role: 'clinician' }],
  '/ward': [{ role: 'clinician' }],
  '/ward/board': [{ role: 'clinician' }],
  '/ward/beds': [{ role: 'duty_manager' }],
  '/ward/handover': [{ role: 'clinician' }],
  '/ward/downtime': [{ role: 'clinician' }],
  '/ward/medicines': [{ role: 'clinician' }],
  '/places': [{ role: 'duty_manager' }],
  '/coordination': [{ role: 'coordinator', search: '?all=true' }],
  '/coordination/changes': [{ role: 'coordinator' }],
  '/coordination/$reference': [{ role: 'coordinator' }],
  '/loop': [{ role: 'duty_manager' }, { role: 'coordinator' }],
  '/staff': [{ role: 'org_admin' }, { role: 'auditor' }],
  '/join': [{ role: 'org_admin' }],
  '/sites': [{ role: 'org_admin' }],
  '/pack': [{ role: 'org_admin' }],
  '/queue': [{ role: 'org_admin' }],
  '/exceptions': [{ role: 'org_admin' }, { role: 'auditor', search: '?kind=declined' }],
  '/reviews': [{ role: 'auditor' }],
  '/reviews/$review': [{ role: 'auditor' }],
  '/openings': [{ role: 'privacy_officer' }, { role: 'clinician' }],
  '/openings/$opening': [{ role: 'clinician' }],
  '/merges': [{ role: 'case_manager' }],
  '/protected': [{ role: 'privacy_officer' }],
  '/official-requests': [{ role: 'privacy_officer' }, { role: 'duty_manager' }],
  '/complaints': [{ role: 'privacy_officer' }, { role: 'coordinator' }],
  '/duties': [{ role: 'privacy_officer' }, { role: 'org_admin' }],
  '/notices': [{ role: 'duty_manager' }, { role: 'case_manager' }],
  '/erasures': [{ role: 'privacy_officer' }, { role: 'duty_manager' }],
  '/erasures/$reference': [{ role: 'privacy_officer' }],
  '/audit': [{ role: 'auditor' }],
  '/audit/clients/$code': [{ role: 'auditor' }],
};

/** Every screen of the product; a route that nobody has put down here, or one that is gone, is refused. */
export function scenes(): Scene[] {
  const routes = routesOf();
  const unknown = routes.filter((route) => !(route in SCENES));
  const gone = Object.keys(SCENES).filter((route) => !routes.includes(route));
  if (unknown.length + gone.length > 0)
    throw new Error(
      `No scene for the routes ${unknown.join(', ')}; no route for the scenes ${gone.join(', ')}`,
    );
  return routes.flatMap((route) => (SCENES[route] ?? []).map((scene) => ({ route, ...scene })));
}

/** What a scene is called in files and on the contact sheet. */
export const nameOf = ({ route, role, side }: Scene): string =>
  [route === '/' ? 'home' : route.replaceAll(/[/$]+/g, '-').slice(1), role.replaceAll('_', '-'), side]
    .filter(Boolean)
    .join('.');

/** The demo network of each language: a screen is looked at with the data of people who speak it. */
const PACK_OF: Readonly<Record<Language, string>> = { en: 'eg', ru: 'ru-sve', ar: 'eg' };

export interface Cast {
  readonly staff: Staff;
  readonly address: string;
  /** What somebody does first on the screen, where it shows nothing by itself. */
  readonly act?: (page: Page) => Promise<void>;
}

/** Finds for each scene somebody of the demo network who can open it, and something to show. */
export class Casting {
  private readonly signedIn = new Map<string, Promise<Staff>>();
  private readonly found = new Map<string, Promise<string[]>>();
  private readonly logins = demoLogins(loadPacks());

  constructor(private readonly url: string) {}

  async cast(scene: Scene, language: Language): Promise<Cast> {
    for (const login of this.candidates(scene.role, language)) {
      const staff = await this.signIn(login);
      const address = await this.fill(scene, staff);
      if (address === null) continue;
      const cast = { staff, address: `${address}${scene.search ?? ''}` };
      return scene.route === '/clients/find' ? { ...cast, act: (page) => seek(page, language) } : cast;
    }
    throw new Error(`Nobody in the demo network has anything to show under ${scene.route} as ${scene.role}`);
  }

  /** Those of the house with the most roles come first: most of the demo's clients walk through it. */
  private candidates(role: Role, language: Language): string[] {
    const pack = loadPacks().all.find(({ jurisdiction }) => isPack(jurisdiction, PACK_OF[language]));
    const codes = pack?.demo.organisations.map(({ code }) => code) ?? [];
    const size = (code: string) =>
      this.logins.filter(({ organisation_code }) => organisation_code === code).length;
    return this.logins
      .filter(({ roles, organisation_code }) => roles.includes(role) && codes.includes(organisation_code))
      .sort((a, b) => size(b.organisation_code) - size(a.organisation_code))
      .map(({ login }) => login);
  }

  /** Signs in once; anew where the session ended, as one does that nobody used while the screens of others were looked at. */
  private async signIn(login: string): Promise<Staff> {
    const known = await this.signedIn.get(login);
    if (known && (await known.get('/api/session')).status === 200) return known;
    const signing = Staff.signIn(this.url, login);
    this.signedIn.set(login, signing);
    return await signing;
  }

  private async fill(scene: Scene, staff: Staff): Promise<string | null> {
    if (!scene.route.includes('$')) return scene.route;
    if (scene.route === '/openings/$opening') return await this.openCard(staff);
    if (scene.route === '/erasures/$reference') return await this.certificate(staff);
    if (scene.route === '/reviews/$review') await this.draw(staff);
    const listed = await this.list(scene, staff);
    if (scene.route.endsWith('/$assessment') && listed[0] !== undefined)
      return await this.assessment(scene, staff, listed[0]);
    return listed[0] === undefined ? null : scene.route.replace(/\$\w+/, listed[0]);
  }

  /** Nobody has audited the demo network yet: a sample is drawn once, so that there is one to show. */
  private async draw(staff: Staff): Promise<void> {
    const { body } = await staff.get<{ items: unknown[] }>('/api/reviews');
    if (body.items.length > 0) return;
    const drawn = { title: '2026', from_on: daysAgo(300), until_on: daysAgo(0), size: 5, seed: 1 };
    granted(await staff.post('/api/reviews', drawn), 201);
  }

  /** An emergency of somebody who is here; opened twice it is the same opening. */
  private async openCard(staff: Staff): Promise<string | null> {
    const { body } = await staff.get<{ items: { client: string }[] }>('/api/clients');
    const client = body.items[0]?.client;
    if (client === undefined) return null;
    const opened = await staff.post<{ opening: string }>(`/api/clients/${client}/emergency-card`, {
      reason: 'unconscious',
    });
    return `/openings/${granted(opened).opening}`;
  }

  /** The newest of somebody's assessments: the one that asks for something. */
  private async assessment({ route }: Scene, staff: Staff, client: string): Promise<string | null> {
    const { body } = await staff.get<{ items: { id: string }[] }>(`/api/clients/${client}/assessments`);
    const id = body.items[0]?.id;
    return id === undefined ? null : route.replace('$code', client).replace('$assessment', id);
  }

  private async certificate(staff: Staff): Promise<string | null> {
    const { body } = await staff.get<{ items: { reference: string; certified: boolean }[] }>('/api/erasures');
    const done = body.items.find(({ certified }) => certified);
    return done ? `/erasures/${done.reference}` : null;
  }

  /** What the person may see of what the address names, that with the most on it first. */
  private list(scene: Scene, staff: Staff): Promise<string[]> {
    const { read, of, end = '' } = listOf(scene);
    const key = `${staff.login} ${read}${end}`;
    const known = this.found.get(key);
    if (known) return known;
    const reading = richest(staff, read, of, end);
    this.found.set(key, reading);
    return reading;
  }
}

const isPack = (jurisdiction: string, name: string): boolean =>
  jurisdiction.toLowerCase() === name || jurisdiction.toLowerCase().startsWith(name);

/** Where a list of what the address names is read, and where one of them. */
function listOf({ route, side }: Scene): { read: string; of: string; end?: string } {
  if (route.startsWith('/coordination')) return { read: '/api/envelopes', of: '/api/envelopes' };
  if (route.startsWith('/handoffs'))
    return {
      read: `/api/handoffs${side === 'sent' ? '?side=sender' : '?side=receiver'}`,
      of: '/api/handoffs',
    };
  if (route.startsWith('/reviews')) return { read: '/api/reviews', of: '/api/reviews' };
  if (route === '/clients/$code/rights') return { read: '/api/clients', of: '/api/clients', end: '/rights' };
  if (route.startsWith('/clients/$code/assessments'))
    return { read: '/api/clients', of: '/api/clients', end: '/assessments' };
  if (route === '/groups/$group')
    return { read: `/api/calendar?from_on=${daysAgo(0)}&until_on=${daysAgo(-9)}`, of: '/api/groups' };
  if (route === '/clients/$code/appointments')
    return { read: '/api/clients', of: '/api/clients', end: '/appointments' };
  if (route === '/clients/$code/leaving')
    return { read: '/api/clients', of: '/api/clients', end: '/follow-ups' };
  if (route === '/clients/$code/plan') return { read: '/api/clients', of: '/api/clients', end: '/plan' };
  if (route === '/clients/$code/documents')
    return { read: '/api/clients', of: '/api/clients', end: '/documents' };
  if (route === '/clients/$code/notes') return { read: '/api/clients', of: '/api/clients', end: '/notes' };
  return { read: '/api/clients', of: route.startsWith('/audit') ? '/api/audit/clients' : '/api/clients' };
}

const LOOKED_AT = 12;

async function richest(staff: Staff, read: string, of: string, end: string): Promise<string[]> {
  const answer = await staff.get<{
    items: { client?: string; group?: string | null; reference?: string; review?: string }[];
  }>(read);
  if (answer.status === 403) return [];
  if (answer.status !== 200) throw new Error(`${read} answered ${answer.status}: ${answer.text}`);
  const names = answer.body.items
    .slice(0, LOOKED_AT)
    .map(({ client, group, reference, review }) => group ?? review ?? reference ?? client ?? '');
  const sizes = new Map<string, number>();
  for (const name of names) {
    const one = await staff.get(`${of}/${name}${end}`);
    if (one.status === 200) sizes.set(name, one.text.length);
  }
  return [...sizes].sort(([, a], [, b]) => b - a).map(([name]) => name);
}
