import { hash, verify } from '@node-rs/argon2';

/** Argon2id with 19 MiB, two passes, one lane: the first choice of the OWASP Password Storage Cheat Sheet. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash of nothing anybody can type, made once per process with the same cost as a real one. */
let decoy: Promise<string> | undefined;

/** The PHC string to keep for a password; the same password gives another string each time. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(prepared(password), ARGON2);
}

/**
 * Whether the password belongs to the kept hash. Pass undefined for a login that does not exist: the answer is no, after
 * the same work, so that the time taken tells nobody which logins exist. A kept hash that is damaged is a no as well.
 */
export async function verifyPassword(kept: string | undefined, password: string): Promise<boolean> {
  decoy ??= hash(`\u0000${crypto.randomUUID()}`, ARGON2);
  const against = kept ?? (await decoy);
  const matches = await verify(against, prepared(password)).catch(() => false);
  return kept !== undefined && matches;
}

/** Keyboards and systems write one letter in several ways; NFKC makes them one (NIST SP 800-63B, 5.1.1.2). */
function prepared(password: string): string {
  return password.normalize('NFKC');
}
