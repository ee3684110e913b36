import type { Language } from '../charter/code-lists.js';
import type { Role } from '../charter/roles.js';
import type { Action } from '../charter/actions.js';
import type { OrganisationView } from './common.js';

export interface SignInRequest {
  login: string;
  password: string;
}

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** How somebody likes the screens; kept with the account, so that it follows from computer to computer. */
export interface Preferences {
  theme: Theme;
  /** Shortcuts of single letters; off for people who dictate (WCAG 2.1.4). */
  shortcuts: boolean;
  /** Shows the Hijri date beside the Gregorian one. */
  hijri: boolean;
}

/** Who is signed in, what they may do, and until when. */
export interface SessionView {
  /** The own id among the colleagues, as lists of work and turns of duty name it; null: a machine, which is nobody's colleague. */
  colleague: string | null;
  login: string;
  display_name: string;
  language: Language;
  roles: Role[];
  /** Actions the roles open: the web app shows buttons from this list and the server decides again. */
  actions: Action[];
  /** `coordinates`: it is the coordination office of its jurisdiction, whose staff may hold the roles of the whole network. */
  organisation: OrganisationView & { jurisdiction: string; hotline: string | null; coordinates: boolean };
  preferences: Preferences;
  /** This deployment runs on invented people; every screen says so. */
  demo: boolean;
  expires_at: string;
  idle_minutes: number;
}

/** What a page may know before anybody has signed in. */
export interface SurroundingsView {
  /** This deployment runs on invented people. */
  demo: boolean;
  languages: Language[];
}
