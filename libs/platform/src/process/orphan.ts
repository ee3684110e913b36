/** How long an orphan may drain before it leaves without further ado. */
const ORPHAN_DRAIN_SECONDS_MAX = 15;

/**
 * Makes a process that the supervisor started leave when the supervisor is gone, however it went: the kernel closes
 * the channel between the two even after SIGKILL. The way out is the ordinary SIGTERM, so requests and jobs drain.
 * Does nothing in a process that was started by hand or by a container.
 */
export function exitWhenOrphaned(): void {
  if (!process.connected) return;
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), ORPHAN_DRAIN_SECONDS_MAX * 1000).unref();
    process.kill(process.pid, 'SIGTERM');
  });
}
