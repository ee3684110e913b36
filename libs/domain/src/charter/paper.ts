/** What a client can take with them: each is a paper of its own (ADR 0041). */
export const PAPERS = {
  /** Everything that is recorded of the client and that they may see, to be read by a person. */
  record: { form: 'pdf' },
  /** The same for a machine: FHIR R4. */
  record_data: { form: 'fhir' },
  /** Whom something was disclosed to, when and why. */
  accounting: { form: 'pdf' },
  /** One consent, as it was given. */
  consent: { form: 'pdf' },
  /** Since when the client has been in treatment of their own will. For the client alone (domain 05, R-D11). */
  certificate: { form: 'pdf' },
} as const satisfies Record<string, { readonly form: 'pdf' | 'fhir' }>;
export type PaperKind = keyof typeof PAPERS;
export const PAPER_KINDS = Object.keys(PAPERS) as PaperKind[];

/** How a client asked the house for a paper. Each goes to the client and to nobody else. */
export const PAPER_REQUEST_WAYS = ['in_person', 'in_writing', 'by_telephone', 'by_representative'] as const;
export type PaperRequestWay = (typeof PAPER_REQUEST_WAYS)[number];

/** Ways that lead to a house without anybody ordering it: whoever came by one of them came of their own will. */
export const VOLUNTARY_WAYS = ['self', 'family', 'hotline', 'health_service', 'social_service'] as const;
