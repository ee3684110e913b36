/** Named points at which a fault test may kill a process, as if the power went (test/e2e/faults.spec.ts). */
export const FAIL_POINTS = [
  'door.before_commit',
  'relay.after_commit_before_enqueue',
  'processor.after_effect_before_acknowledgement',
  'notices.after_send_before_mark',
  'keys.after_close',
  'keys.after_write',
  'keys.after_confirm',
] as const;
export type FailPoint = (typeof FAIL_POINTS)[number];

let armed: string | undefined;

/**
 * Arms one point for the life of the process; the configuration decides (HANDRAIL_FAIL_AT), normal service arms none.
 * `door.before_commit:handoff.accept` arms it for one action alone: a process commits that it started before it serves.
 */
export function armFailPoint(name: string | undefined): void {
  armed = name;
}

/** Kills the process without a chance to clean up when this point is armed, for everything or for this action. */
export function failPoint(name: FailPoint, action?: string): void {
  if (armed === name || (armed !== undefined && armed === `${name}:${action}`))
    process.kill(process.pid, 'SIGKILL');
}
