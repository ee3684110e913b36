import type { Language } from '../charter/code-lists.js';
import type { Role } from '../charter/roles.js';
import type { Action } from '../charter/actions.js';
import type { OrganisationView } from './common.js';

export interface SignInRequest {
  login: string;
  password: string;
}

/** Who is signed in, what they may do, and until when. */
export interface SessionView {
  login: string;
  display_name: string;
  language: Language;
  roles: Role[];
  /** Actions the roles open: the web app shows buttons from this list and the server decides again. */
  actions: Action[];
  organisation: OrganisationView & { jurisdiction: string; hotline: string | null };
  expires_at: string;
  idle_minutes: number;
}
