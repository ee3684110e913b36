import { InvalidArgumentError, type Command } from 'commander';
import { mutateCiphertexts } from '../support/ciphertext-mutations.js';
import { proveRotation, type RotationOptions } from './rotation.js';

/** `npm run prove -- ciphertexts` and `rotation`: what must hold of the keys of the vault, many times over. */
export function addKeyProofs(command: Command, end: (code: number) => void): void {
  command
    .command('ciphertexts')
    .description(
      'Changes ciphertexts, rows, fields, keys and epochs of the vault: nothing that was changed may open.',
    )
    .option('--count <number>', 'changes', whole, 100_000)
    .action(({ count }: { count: number }) => {
      const { mutations, byKind, accepted } = mutateCiphertexts(count);
      for (const [kind, times] of Object.entries(byKind)) say(`  ${String(times).padStart(8)}  ${kind}`);
      for (const one of accepted.slice(0, 20)) say(`opened: ${one}`);
      say(`${mutations} changes, ${accepted.length} not refused`);
      end(accepted.length > 0 ? 1 : 0);
    });
  command
    .command('rotation')
    .description(
      'Rotates all keys while people work, and kills commands and workers in the middle: no request may fail.',
    )
    .option('--rounds <number>', 'times that every key is rotated', whole, 2)
    .option('--lanes <number>', 'people who work at once', whole, 6)
    .option('--apis <number>', 'processes that serve', whole, 2)
    .option('--workers <number>', 'processes that take people along', whole, 2)
    .option('--people <number>', 'people to begin with', whole, 200)
    .action(async (options: Omit<RotationOptions, 'say'>) => {
      const { failures, ...report } = await proveRotation({ ...options, say });
      const { requests, people, rotations, kills, seconds, failed } = report;
      for (const one of failures) say(`failed: ${one}`);
      say(
        `${requests} requests for ${people} people during ${rotations} rotations and ${kills} kills in ${seconds.toFixed(0)} s, ${failed} failed`,
      );
      end(failed > 0 ? 1 : 0);
    });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is needed.');
  return value;
}
