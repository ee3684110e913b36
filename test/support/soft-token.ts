import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** SoftHSM, a token in software, where it is installed (`apt-get install softhsm2`). */
export const SOFT_TOKEN_MODULE = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
].find((file) => existsSync(file));

/** Makes a new token in a folder; answers what a process must be told to use it. */
export function makeSoftToken(folder: string, label: string, pin: string): Readonly<Record<string, string>> {
  const tokens = path.join(folder, 'tokens');
  mkdirSync(tokens, { recursive: true });
  const conf = path.join(folder, 'softhsm2.conf');
  writeFileSync(conf, `directories.tokendir = ${tokens}\nlog.level = ERROR\n`);
  const words = ['--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', `${pin}00`];
  const env = { ...process.env, SOFTHSM2_CONF: conf };
  const { status, stderr } = spawnSync('softhsm2-util', words, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`softhsm2-util answered ${status}: ${stderr}`);
  return {
    SOFTHSM2_CONF: conf,
    HANDRAIL_PKCS11_MODULE: SOFT_TOKEN_MODULE ?? '',
    HANDRAIL_PKCS11_TOKEN: label,
    HANDRAIL_PKCS11_PIN: pin,
  };
}
