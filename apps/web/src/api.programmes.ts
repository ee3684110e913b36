import type {
  ClientProgramme,
  IncidentDeciding,
  IncidentReporting,
  IncidentSettling,
  IncidentWords,
  LeaveWriting,
  PeerChoice,
  PhaseChanging,
  ProgrammeEnding,
  ProgrammeWriting,
  ProgrammeWritten,
  RehabilitationProgramme,
  RelapseWriting,
  TherapyWorkWriting,
} from '#domain/wire/programme.js';
import { asked, http, keyed, versioned } from './api.http.js';

/** Something of one client that was read at a version. */
export interface Part {
  readonly client: string;
  readonly id: string;
  readonly version: number;
}

const of = (client: string, key: string) => ({ params: { path: { client }, header: keyed(key) } });
const held = ({ client, version }: Omit<Part, 'id'>, key: string) => ({
  params: { path: { client }, header: versioned(key, version) },
});
const incident = ({ client, id, version }: Part, key: string) => ({
  params: { path: { client, incident: id }, header: versioned(key, version) },
});

export const listProgrammes = (): Promise<RehabilitationProgramme[]> => asked(http.GET('/api/programmes'));
export const addProgramme = (body: ProgrammeWriting, key: string): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/programmes', { params: { header: keyed(key) }, body }));
export const closeProgramme = (programme: string, version: number, key: string): Promise<ProgrammeWritten> =>
  asked(
    http.POST('/api/programmes/{programme}/close', {
      params: { path: { programme }, header: versioned(key, version) },
    }),
  );
export const readProgramme = (client: string): Promise<ClientProgramme> =>
  asked(http.GET('/api/clients/{client}/programme', { params: { path: { client } } }));
export const beginProgramme = (client: string, programme: string, key: string): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/programme', { ...of(client, key), body: { programme } }));
export const changePhase = (
  at: Omit<Part, 'id'>,
  body: PhaseChanging,
  key: string,
): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/programme/phase', { ...held(at, key), body }));
export const endProgramme = (
  at: Omit<Part, 'id'>,
  body: ProgrammeEnding,
  key: string,
): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/programme/end', { ...held(at, key), body }));
export const recordRelapse = (client: string, body: RelapseWriting, key: string): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/relapses', { ...of(client, key), body }));
export const assignPeer = (client: string, body: PeerChoice, key: string): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/peer', { ...of(client, key), body }));
export const endPeer = (client: string, key: string): Promise<unknown> =>
  asked(http.POST('/api/clients/{client}/peer/end', of(client, key)));
export const planLeave = (client: string, body: LeaveWriting, key: string): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/leaves', { ...of(client, key), body }));
export const endLeave = (
  { client, id, version }: Part,
  back: boolean,
  key: string,
): Promise<ProgrammeWritten> =>
  asked(
    http.POST('/api/clients/{client}/leaves/{leave}/return', {
      params: { path: { client, leave: id }, header: versioned(key, version) },
      body: { back },
    }),
  );
export const consentToWork = (client: string, key: string): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/therapy-work/consent', of(client, key)));
export const endConsentToWork = (client: string, key: string): Promise<unknown> =>
  asked(http.POST('/api/clients/{client}/therapy-work/consent/end', of(client, key)));
export const recordWork = (
  client: string,
  body: TherapyWorkWriting,
  key: string,
): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/therapy-work', { ...of(client, key), body }));
export const reportIncident = (
  client: string,
  body: IncidentReporting,
  key: string,
): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/incidents', { ...of(client, key), body }));
export const hearClient = (at: Part, body: IncidentWords, key: string): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/incidents/{incident}/hearing', { ...incident(at, key), body }));
export const decideIncident = (at: Part, body: IncidentDeciding, key: string): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/incidents/{incident}/decision', { ...incident(at, key), body }));
export const appealIncident = (at: Part, body: IncidentWords, key: string): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/incidents/{incident}/appeal', { ...incident(at, key), body }));
export const settleIncident = (at: Part, body: IncidentSettling, key: string): Promise<ProgrammeWritten> =>
  asked(http.POST('/api/clients/{client}/incidents/{incident}/settling', { ...incident(at, key), body }));
