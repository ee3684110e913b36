/** Named points at which a fault test may kill a process, as if the power went (docs/reliability.md). */
export const FAIL_POINTS = [
  'door.before_commit',
  'relay.after_commit_before_enqueue',
  'processor.after_effect_before_acknowledgement',
] as const;
export type FailPoint = (typeof FAIL_POINTS)[number];

let armed: string | undefined;

/** Arms one point for the life of the process; the configuration decides (HANDRAIL_FAIL_AT), normal service arms none. */
export function armFailPoint(name: string | undefined): void {
  armed = name;
}

/** Kills the process without a chance to clean up when this point is armed. */
export function failPoint(name: FailPoint): void {
  if (armed === name) process.kill(process.pid, 'SIGKILL');
}
