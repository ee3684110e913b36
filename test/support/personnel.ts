import type { Page } from '#domain/wire/common.js';
import type { StaffInvited, StaffLeft, StaffMember } from '#domain/wire/house.js';
import type { TestApplication } from './application.js';
import { granted } from './journey.js';
import { Staff, type Answer } from './staff.js';

/** Long enough, and nobody's. */
export const PASSWORD = 'a long walk by the river';

let people = 0;

/** What an invitation says; a new login each time. */
export const newcomer = (changes: object = {}) => ({
  login: `New.Comer${(people += 1)}@detox.example`,
  display_name: 'Новый Коллега',
  roles: ['clinician'],
  language: 'ru',
  ...changes,
});

/** The desk of an administrator: people come, change and leave. */
export class Personnel {
  private readonly nobody: Staff;

  constructor(
    private readonly house: TestApplication,
    readonly admin: Staff,
  ) {
    this.nobody = new Staff(house.url, 'nobody', undefined);
  }

  async invite(changes: object = {}, by = this.admin): Promise<StaffInvited & { login: string }> {
    const wanted = newcomer(changes);
    return { ...granted(await by.post<StaffInvited>('/api/staff', wanted), 201), login: wanted.login };
  }

  join(login: string, code: string | null, password = PASSWORD): Promise<Answer> {
    return this.nobody.post('/api/join', { login, code, password }, { key: null });
  }

  /** Somebody who was invited, chose a password and signed in. */
  async joined(changes: object = {}): Promise<{ colleague: string; staff: Staff }> {
    const { login, code, colleague } = await this.invite(changes);
    granted({ ...(await this.join(login, code)), body: undefined } as Answer, 204);
    return { colleague, staff: await Staff.signIn(this.house.url, login, PASSWORD) };
  }

  async member(colleague: string, by = this.admin): Promise<StaffMember> {
    const { items } = granted(await by.get<Page<StaffMember>>('/api/staff?limit=100'));
    const found = items.find((one) => one.colleague === colleague);
    if (!found) throw new Error('nobody of that id is listed');
    return found;
  }

  change(colleague: string, version: number, wanted: object, by = this.admin): Promise<Answer<StaffMember>> {
    return by.put<StaffMember>(`/api/staff/${colleague}`, wanted, { version });
  }

  leave(colleague: string, said: object = {}, by = this.admin): Promise<Answer<StaffLeft>> {
    return by.post<StaffLeft>(`/api/staff/${colleague}/leave`, said);
  }
}
