/** Two clients who must not stay in one place, as the organisation that recorded it sees them: by its own codes. */
export interface SeparationView {
  reference: string;
  client: string;
  /** The own code of the other one. */
  other: string;
  recorded_at: string;
  ended_at: string | null;
}

export interface SeparationRequest {
  /** The own code of the other client. */
  other: string;
}
