import { spawn } from 'node:child_process';
import path from 'node:path';
import { accountFor, PROGRAM_ENVIRONMENT } from './account.js';

/** Enough for what a program of the server says when it gives up. */
const COMPLAINT_CHARACTERS_MAX = 2_000;

/**
 * Runs a program of the server on a cluster until it ends, as the account of its files and in a fixed environment, with a text
 * to read where it wants one. Answers its exit code and the end of what it complained of.
 */
export async function runProgram(
  programs: string,
  [name, ...args]: readonly [string, ...string[]],
  cluster: string,
  input?: string,
): Promise<{ readonly code: number | null; readonly complaint: string }> {
  const child = spawn(path.join(programs, 'bin', name), args, {
    ...accountFor(cluster),
    cwd: path.parse(cluster).root,
    env: PROGRAM_ENVIRONMENT,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-COMPLAINT_CHARACTERS_MAX);
  });
  child.stdin?.on('error', () => undefined); // a program that ends before it has read says why in its exit code
  child.stdin?.end(input);
  const code = await new Promise<number | null>((done, fail) =>
    child.once('error', fail).once('close', done),
  );
  return { code, complaint: complaint.trim() };
}
