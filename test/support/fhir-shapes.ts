/** What FHIR R4 (4.0.1) asks of the resources a client takes with them: elements that must be there, and the codes of required bindings. */
interface Shape {
  readonly must: readonly string[];
  readonly codes?: Readonly<Record<string, readonly string[]>>;
}

const REQUEST_PRIORITY = ['routine', 'urgent', 'asap', 'stat'];

const SHAPES: Readonly<Record<string, Shape>> = {
  Composition: {
    must: ['status', 'type', 'date', 'author', 'title'],
    codes: {
      status: ['preliminary', 'final', 'amended', 'entered-in-error'],
      confidentiality: ['U', 'L', 'M', 'N', 'R', 'V'],
    },
  },
  Patient: { must: [], codes: { gender: ['male', 'female', 'other', 'unknown'] } },
  Organization: { must: ['identifier', 'name'] },
  Device: { must: ['deviceName'] },
  EpisodeOfCare: {
    must: ['status', 'patient'],
    codes: {
      status: ['planned', 'waitlist', 'active', 'onhold', 'finished', 'cancelled', 'entered-in-error'],
    },
  },
  CarePlan: {
    must: ['status', 'intent', 'subject'],
    codes: {
      status: ['draft', 'active', 'on-hold', 'revoked', 'completed', 'entered-in-error', 'unknown'],
      intent: ['proposal', 'plan', 'order', 'option'],
    },
  },
  Goal: {
    must: ['lifecycleStatus', 'description', 'subject'],
    codes: {
      lifecycleStatus: [
        'proposed',
        'planned',
        'accepted',
        'active',
        'on-hold',
        'completed',
        'cancelled',
        'entered-in-error',
        'rejected',
      ],
    },
  },
  Observation: {
    must: ['status', 'code'],
    codes: {
      status: [
        'registered',
        'preliminary',
        'final',
        'amended',
        'corrected',
        'cancelled',
        'entered-in-error',
        'unknown',
      ],
    },
  },
  Condition: { must: ['subject'] },
  Communication: {
    must: ['status', 'subject', 'payload'],
    codes: {
      status: [
        'preparation',
        'in-progress',
        'not-done',
        'on-hold',
        'stopped',
        'completed',
        'entered-in-error',
        'unknown',
      ],
    },
  },
  Consent: {
    // ppc-1: a policy or a policy rule.
    must: ['status', 'scope', 'category', 'policyRule'],
    codes: { status: ['draft', 'proposed', 'active', 'rejected', 'inactive', 'entered-in-error'] },
  },
  ServiceRequest: {
    must: ['status', 'intent', 'subject'],
    codes: {
      status: ['draft', 'active', 'on-hold', 'revoked', 'completed', 'entered-in-error', 'unknown'],
      intent: ['proposal', 'plan', 'directive', 'order', 'original-order', 'reflex-order', 'filler-order'],
      priority: REQUEST_PRIORITY,
    },
  },
  Task: {
    must: ['status', 'intent'],
    codes: {
      status: [
        'draft',
        'requested',
        'received',
        'accepted',
        'rejected',
        'ready',
        'cancelled',
        'in-progress',
        'on-hold',
        'failed',
        'completed',
        'entered-in-error',
      ],
      intent: ['unknown', 'proposal', 'plan', 'order', 'original-order', 'reflex-order', 'filler-order'],
      priority: REQUEST_PRIORITY,
    },
  },
  AuditEvent: {
    must: ['type', 'recorded', 'agent', 'source'],
    codes: { action: ['C', 'R', 'U', 'D', 'E'], outcome: ['0', '4', '8', '12'] },
  },
};

const CODES_OF_SYSTEMS: Readonly<Record<string, readonly string[]>> = {
  'http://terminology.hl7.org/CodeSystem/condition-clinical': [
    'active',
    'recurrence',
    'relapse',
    'inactive',
    'remission',
    'resolved',
  ],
  'http://terminology.hl7.org/CodeSystem/condition-ver-status': [
    'unconfirmed',
    'provisional',
    'differential',
    'confirmed',
    'refuted',
    'entered-in-error',
  ],
  'http://terminology.hl7.org/CodeSystem/consentscope': ['adr', 'research', 'patient-privacy', 'treatment'],
  'http://terminology.hl7.org/CodeSystem/v3-ActCode': ['IDSCL', 'NORDSCLCD'],
  'http://terminology.hl7.org/CodeSystem/v3-Confidentiality': ['L', 'M', 'N', 'R', 'U', 'V'],
  'http://terminology.hl7.org/CodeSystem/v3-ParticipationType': ['IRCP'],
  'http://hl7.org/fhir/CodeSystem/task-code': [
    'approve',
    'fulfill',
    'abort',
    'replace',
    'change',
    'suspend',
    'resume',
  ],
  'http://dicom.nema.org/resources/ontology/DCM': ['110106', '110110', '110152', '110153'],
  'http://loinc.org': ['34133-9'],
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const DATE_TIME = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?$/;
const DATES = new Set([
  'date',
  'dateTime',
  'authoredOn',
  'recordedDate',
  'onsetDateTime',
  'effectiveDateTime',
  'start',
  'end',
  'birthDate',
]);
const INSTANTS = new Set(['timestamp', 'recorded']);

export interface ReadBundle {
  readonly resourceType: string;
  readonly type: string;
  readonly identifier?: { readonly system?: string; readonly value?: string };
  readonly timestamp?: string;
  readonly meta?: { readonly security?: readonly { readonly code: string }[] };
  readonly entry: readonly { readonly fullUrl: string; readonly resource: ReadResource }[];
}

export interface ReadResource {
  readonly resourceType: string;
  readonly [element: string]: unknown;
}

/** Every way in which a document falls short of R4; none is what is wanted. */
export function fhirFaults(bundle: ReadBundle): string[] {
  const faults: string[] = [];
  const urls = bundle.entry.map(({ fullUrl }) => fullUrl);
  // bdl-7, bdl-9, bdl-10, bdl-11
  if (new Set(urls).size !== urls.length) faults.push('two entries have one fullUrl');
  if (!bundle.identifier?.system || !bundle.identifier.value) faults.push('a document has an identifier');
  if (!INSTANT.test(bundle.timestamp ?? '')) faults.push('a document has a timestamp');
  if (bundle.entry[0]?.resource.resourceType !== 'Composition')
    faults.push('the first entry is the Composition');
  for (const { fullUrl, resource } of bundle.entry) {
    const shape = SHAPES[resource.resourceType];
    if (!/^urn:uuid:[0-9a-f-]{36}$/.test(fullUrl)) faults.push(`${fullUrl} is no urn:uuid`);
    if (!shape) {
      faults.push(`${resource.resourceType} is not expected here`);
      continue;
    }
    for (const name of shape.must)
      if (resource[name] === undefined) faults.push(`${resource.resourceType}.${name} is missing`);
    for (const [name, known] of Object.entries(shape.codes ?? {})) {
      const value = resource[name];
      if (value !== undefined && !known.includes(value as string))
        faults.push(`${resource.resourceType}.${name}: ${JSON.stringify(value)}`);
    }
    if (resource.resourceType === 'AuditEvent') {
      for (const agent of resource['agent'] as { requestor?: unknown }[])
        if (typeof agent.requestor !== 'boolean') faults.push('AuditEvent.agent.requestor is missing');
      if (!(resource['source'] as { observer?: unknown }).observer)
        faults.push('AuditEvent.source.observer is missing');
    }
    walk(resource, resource.resourceType, new Set(urls), faults);
  }
  return faults;
}

/** Elements at any depth: nothing empty, dates as dates, references that lead somewhere, codes of the systems they name. */
function walk(value: unknown, at: string, urls: ReadonlySet<string>, faults: string[]): void {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) {
    faults.push(`${at} is empty`);
    return;
  }
  if (Array.isArray(value)) {
    value.forEach((one, index) => walk(one, `${at}[${index}]`, urls, faults));
    return;
  }
  if (typeof value !== 'object') return;
  const elements = Object.entries(value as Record<string, unknown>);
  if (elements.length === 0) faults.push(`${at} is empty`);
  for (const [name, element] of elements) {
    const here = `${at}.${name}`;
    if (DATES.has(name) && typeof element === 'string' && !DATE_TIME.test(element))
      faults.push(`${here}: ${element}`);
    if (INSTANTS.has(name) && typeof element === 'string' && !INSTANT.test(element))
      faults.push(`${here}: ${element}`);
    if (name === 'reference' && typeof element === 'string' && !urls.has(element))
      faults.push(`${here} leads nowhere: ${element}`);
    if (name === 'system' && typeof element === 'string') {
      const known = CODES_OF_SYSTEMS[element];
      const { code } = value as { code?: string };
      if (known && (code === undefined || !known.includes(code)))
        faults.push(`${here}: ${element} has no ${String(code)}`);
      if (!/^(https?:|urn:)/.test(element)) faults.push(`${here}: ${element} is no address`);
    }
    walk(element, here, urls, faults);
  }
}
