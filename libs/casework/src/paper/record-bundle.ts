import { randomUUID } from 'node:crypto';
import type { Language } from '#domain/charter/code-lists.js';
import type { RecipientClass } from '#domain/charter/consent.js';
import { formatClientCode } from '#domain/rules/client-code.js';
import { stripDirections } from '#platform/paper/paper.js';
import {
  coding,
  concept,
  drop,
  narrative,
  textConcept,
  type BundleEntry,
  type FhirBundle,
  type FhirResource,
} from './fhir-elements.js';
import type {
  OwnAccess,
  OwnConsent,
  OwnDisclosure,
  OwnEpisode,
  OwnHandoff,
  OwnRecord,
  OwnSpell,
  OwnStatement,
} from './own-record.js';
import { PaperSpeaker } from './paper-speaker.js';

const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem';
const CODE_SYSTEM = 'urn:handrail:code:';
/** Restricted, and not to be passed on without a new consent: what the notice says, for a machine. */
const SECURITY = [
  coding(`${TERMINOLOGY}/v3-Confidentiality`, 'R', 'restricted'),
  coding(`${TERMINOLOGY}/v3-ActCode`, 'NORDSCLCD', 'no redisclosure without consent directive'),
];

/**
 * Everything the client may see as a FHIR R4 document: the notice of the jurisdiction first, then the record. Every resource has
 * an address of its own that is made anew each time, so that two copies cannot be joined by it and no inner id leaves.
 */
export function recordBundle(record: OwnRecord, language: Language, notice: string): FhirBundle {
  return new BundleWriter(record, language).write(notice);
}

class BundleWriter {
  private readonly entries: BundleEntry[] = [];
  private readonly organisations = new Map<string, string>();
  private readonly speak: PaperSpeaker;
  private readonly patient: { reference: string };

  constructor(
    private readonly record: OwnRecord,
    private readonly language: Language,
  ) {
    this.speak = new PaperSpeaker(language, record);
    this.patient = { reference: this.add(this.person()) };
  }

  write(notice: string): FhirBundle {
    const device = this.add({
      resourceType: 'Device',
      deviceName: [{ name: 'Handrail', type: 'user-friendly-name' }],
    });
    for (const episode of this.record.episodes) this.episode(episode);
    for (const consent of this.record.consents) this.consent(consent);
    for (const statement of this.record.statements) this.statement(statement);
    for (const disclosure of this.record.disclosures) this.disclosure(disclosure, device);
    for (const access of this.record.accesses) this.access(access, device);
    const { words } = this.speak;
    const rest = this.entries.filter(({ fullUrl }) => fullUrl !== device);
    const composition: FhirResource = {
      resourceType: 'Composition',
      language: this.language,
      status: 'final',
      type: concept('http://loinc.org', '34133-9', 'Summary of episode note'),
      subject: this.patient,
      date: this.record.taken_at,
      author: [{ reference: device }],
      title: words.record.title,
      confidentiality: 'R',
      section: [
        { title: words.notice_title, text: narrative(notice, this.language) },
        {
          title: words.record.title,
          text: narrative(words.record.intro, this.language),
          entry: rest.map(({ fullUrl }) => ({ reference: fullUrl })),
        },
      ],
    };
    return {
      resourceType: 'Bundle',
      meta: { security: SECURITY },
      language: this.language,
      identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${randomUUID()}` },
      type: 'document',
      timestamp: this.record.taken_at,
      entry: [{ fullUrl: `urn:uuid:${randomUUID()}`, resource: composition }, ...this.entries],
    };
  }

  private add(resource: FhirResource): string {
    const fullUrl = `urn:uuid:${randomUUID()}`;
    this.entries.push({ fullUrl, resource });
    return fullUrl;
  }

  private organisation(code: string): { reference: string } {
    let reference = this.organisations.get(code);
    if (reference === undefined) {
      reference = this.add({
        resourceType: 'Organization',
        identifier: [{ system: 'urn:handrail:organisation', value: code }],
        name: this.record.organisations[code]?.[this.language] ?? code,
      });
      this.organisations.set(code, reference);
    }
    return { reference };
  }

  /** A class of recipients has a name and no address. */
  private recipient(organisation: string | null, recipientClass: RecipientClass | null) {
    if (organisation !== null) return this.organisation(organisation);
    return { display: this.speak.recipient(null, recipientClass) };
  }

  private person(): FhirResource {
    const { code, birth_year, language } = this.record.person;
    return drop({
      resourceType: 'Patient',
      identifier:
        code === null
          ? undefined
          : [{ use: 'secondary', system: 'urn:handrail:client', value: formatClientCode(code) }],
      active: true,
      birthDate: birth_year === null ? undefined : String(birth_year),
      communication: [
        {
          language: concept('urn:ietf:bcp:47', language, this.speak.tongue(language)),
          preferred: true,
        },
      ],
    });
  }

  private episode(episode: OwnEpisode): void {
    const responsible = episode.custody.at(-1);
    this.add(
      drop({
        resourceType: 'EpisodeOfCare',
        status: episode.closed_at === null ? 'active' : 'finished',
        patient: this.patient,
        managingOrganization: responsible && this.organisation(responsible.organisation),
        period: drop({ start: episode.opened_at, end: episode.closed_at ?? undefined }),
      }),
    );
    for (const spell of episode.spells) this.spell(spell);
    for (const { organisation, screened_at, ...values } of episode.screens)
      this.observation(this.speak.words.record.safety, organisation, screened_at, values);
    for (const one of episode.conditions) {
      const status = clinicalStatus(one.clinical_status);
      this.add(
        drop({
          resourceType: 'Condition',
          clinicalStatus: status && concept(`${TERMINOLOGY}/condition-clinical`, status),
          verificationStatus: concept(`${TERMINOLOGY}/condition-ver-status`, 'confirmed'),
          code: drop({
            coding: [coding(one.code_system, one.code, one.display ?? undefined)],
            text: one.display ?? undefined,
          }),
          subject: this.patient,
          onsetDateTime: one.onset_on ?? undefined,
          recordedDate: one.recorded_at,
        }),
      );
    }
    for (const handoff of episode.handoffs) this.handoff(handoff);
  }

  /** A stay in a stage is a plan that is carried out; its goals are counted, not told. */
  private spell(spell: OwnSpell): void {
    const { words } = this.speak;
    const { goals_total: total, goals_met_or_revised: met, ...values } = spell.values;
    const goal =
      typeof total === 'number' && total > 0
        ? this.add({
            resourceType: 'Goal',
            lifecycleStatus: met === total ? 'completed' : 'active',
            description: textConcept(
              words.record.goals.replace('{met}', String(met ?? 0)).replace('{total}', String(total)),
            ),
            subject: this.patient,
          })
        : undefined;
    this.add(
      drop({
        resourceType: 'CarePlan',
        status: spell.ended_at === null ? 'active' : 'completed',
        intent: 'plan',
        category: [concept(`${CODE_SYSTEM}stage`, spell.stage, this.speak.stage(spell.stage))],
        title: this.speak.stage(spell.stage),
        subject: this.patient,
        period: drop({ start: spell.started_at, end: spell.ended_at ?? undefined }),
        author: this.organisation(spell.organisation),
        goal: goal === undefined ? undefined : [{ reference: goal }],
        note: spell.outcome === null ? undefined : [{ text: this.speak.word('outcome', spell.outcome) }],
      }),
    );
    this.observation(this.speak.stage(spell.stage), spell.organisation, spell.started_at, values);
  }

  /** What was recorded, value by value; what was not asked is left out. */
  private observation(
    name: string,
    organisation: string,
    at: string,
    values: Readonly<Record<string, string | number | boolean | null>>,
  ): void {
    const known = Object.entries(values).filter(([, value]) => value !== null && value !== '');
    if (known.length === 0) return;
    this.add({
      resourceType: 'Observation',
      status: 'final',
      code: textConcept(name),
      subject: this.patient,
      effectiveDateTime: at,
      performer: [this.organisation(organisation)],
      component: known.map(([label, value]) => ({
        code: drop({
          coding: [coding(`${CODE_SYSTEM}recorded`, label)],
          text: this.speak.label(label),
        }),
        ...(typeof value === 'boolean'
          ? { valueBoolean: value }
          : typeof value === 'number'
            ? { valueInteger: value }
            : { valueString: stripDirections(this.speak.value(label, value)) }),
      })),
    });
  }

  /** The need and the offer to one partner (handoff.md, section 1): states of a handoff are those of a Task. */
  private handoff(one: OwnHandoff): void {
    const sender = this.organisation(one.sender);
    const receiver = this.organisation(one.receiver);
    const request = this.add({
      resourceType: 'ServiceRequest',
      identifier: [{ system: 'urn:handrail:handoff', value: one.reference }],
      status: requestStatus(one),
      intent: 'order',
      priority: one.urgency,
      category: [concept(`${CODE_SYSTEM}handoff-kind`, one.kind, this.speak.word('kind', one.kind))],
      code: concept(`${CODE_SYSTEM}stage`, one.stage, this.speak.stage(one.stage)),
      subject: this.patient,
      authoredOn: one.requested_at,
      requester: sender,
      performer: [receiver],
    });
    this.add(
      drop({
        resourceType: 'Task',
        status: one.state,
        businessStatus: concept(
          `${CODE_SYSTEM}business-state`,
          one.business_state,
          this.speak.word('state', one.business_state),
        ),
        intent: 'order',
        priority: one.urgency,
        code: concept('http://hl7.org/fhir/CodeSystem/task-code', 'fulfill'),
        focus: { reference: request },
        for: this.patient,
        executionPeriod:
          one.arrived_at === null
            ? undefined
            : drop({ start: one.arrived_at, end: one.closed_at ?? undefined }),
        authoredOn: one.requested_at,
        requester: sender,
        owner: receiver,
      }),
    );
  }

  private consent(one: OwnConsent): void {
    const end = one.withdrawn_at ?? one.over_at ?? one.expires_on ?? undefined;
    this.add({
      resourceType: 'Consent',
      identifier: [{ system: 'urn:handrail:consent', value: one.reference }],
      status: one.withdrawn_at === null && one.over_at === null ? 'active' : 'inactive',
      scope: concept(`${TERMINOLOGY}/consentscope`, 'patient-privacy', 'Privacy Consent'),
      category: [concept(`${TERMINOLOGY}/v3-ActCode`, 'IDSCL', 'information disclosure')],
      patient: this.patient,
      dateTime: one.given_at,
      organization: [this.organisation(one.organisation)],
      policyRule: textConcept(one.text_id),
      provision: {
        type: 'permit',
        period: drop({ start: one.given_at, end }),
        actor: [
          {
            role: concept(`${TERMINOLOGY}/v3-ParticipationType`, 'IRCP', 'information recipient'),
            reference: this.recipient(one.recipient, one.recipient_class),
          },
        ],
        purpose: one.purposes.map((purpose) => coding(`${CODE_SYSTEM}purpose`, purpose)),
        ...(one.categories.length === 0
          ? {}
          : {
              code: one.categories.map((category) =>
                concept(`${CODE_SYSTEM}category`, category, this.speak.word('category', category)),
              ),
            }),
      },
    });
  }

  /** The client's own words beside what a house did not correct: said by the client, to that house. */
  private statement(one: OwnStatement): void {
    this.add({
      resourceType: 'Communication',
      status: 'completed',
      subject: this.patient,
      topic: concept(
        `${CODE_SYSTEM}correction-field`,
        one.about,
        this.speak.word('correction_field', one.about),
      ),
      sent: one.said_on,
      recipient: [this.organisation(one.organisation)],
      sender: this.patient,
      payload: [{ contentString: one.words }],
    });
  }

  private disclosure(one: OwnDisclosure, device: string): void {
    this.add({
      resourceType: 'AuditEvent',
      type: coding('http://dicom.nema.org/resources/ontology/DCM', '110106', 'Export'),
      action: 'R',
      recorded: one.at,
      outcome: '0',
      purposeOfEvent: [textConcept(this.speak.word('basis', one.basis))],
      agent: [
        { type: this.part('source'), who: this.organisation(one.from), requestor: true },
        { type: this.part('receiver'), who: this.recipient(one.to, one.to_class), requestor: false },
      ],
      source: { observer: { reference: device } },
      entity: [
        {
          what: this.patient,
          securityLabel: SECURITY,
          description: stripDirections(this.speak.sent(one)),
        },
      ],
    });
  }

  /** Who looked: the role and the house, never a person. */
  private access(one: OwnAccess, device: string): void {
    this.add({
      resourceType: 'AuditEvent',
      type: coding('http://dicom.nema.org/resources/ontology/DCM', '110110', 'Patient Record'),
      subtype: [coding(`${CODE_SYSTEM}action`, one.action, this.speak.word('action', one.action))],
      recorded: one.at,
      outcome: '0',
      agent: [
        {
          role: [concept(`${CODE_SYSTEM}role`, one.role, this.speak.word('role', one.role))],
          who: this.organisation(one.organisation),
          requestor: true,
        },
      ],
      source: { observer: { reference: device } },
      entity: [{ what: this.patient }],
    });
  }

  private part(which: 'source' | 'receiver') {
    return which === 'source'
      ? concept('http://dicom.nema.org/resources/ontology/DCM', '110153', 'Source Role ID')
      : concept('http://dicom.nema.org/resources/ontology/DCM', '110152', 'Destination Role ID');
  }
}

const CLINICAL_STATUSES = ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'];

function clinicalStatus(status: string | null): string | undefined {
  return status !== null && CLINICAL_STATUSES.includes(status) ? status : undefined;
}

function requestStatus({ state }: OwnHandoff): string {
  if (state === 'completed') return 'completed';
  if (state === 'on-hold') return 'on-hold';
  if (state === 'entered-in-error') return 'entered-in-error';
  return ['rejected', 'cancelled', 'failed'].includes(state) ? 'revoked' : 'active';
}
