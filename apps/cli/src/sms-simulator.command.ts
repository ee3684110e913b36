import { SIMULATED_ENDINGS, SmsSimulator } from '#platform/messages/sms-simulator.js';
import { StartupError } from '#platform/process/startup-error.js';

/** Runs the simulated gateway until it is stopped, and says how to use it. It reaches no telephone. */
export async function runSmsSimulator(port: number, secret: string | undefined): Promise<number> {
  if (secret === undefined || secret.length < 16)
    throw new StartupError(
      'The simulated gateway needs the secret that the service shows it.',
      'Set HANDRAIL_SMS_SECRET to the same 16 characters or more for both.',
    );
  const simulator = new SmsSimulator(secret);
  const address = await simulator.listen(port);
  const endings = Object.entries(SIMULATED_ENDINGS).map(([ending, does]) => `  …${ending}  ${does}`);
  process.stdout.write(
    [
      `Simulated text messages on ${address}: no telephone is reached.`,
      `Start the service with HANDRAIL_SMS_URL=${address}; what it sent is at ${address}/messages.`,
      'Numbers that end in:',
      ...endings,
      '',
    ].join('\n'),
  );
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await simulator.close();
  return 0;
}
