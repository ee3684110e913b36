// Runs in a process of its own, because the library of a token reads the environment of the process and logs in once for
// all of it. Prints what it found as JSON; the spec beside it says what that must be.
import { randomBytes } from 'node:crypto';
import { RootKeysInToken } from '../../dist/libs/platform/src/keys/root-key-pkcs11.js';

const {
  HANDRAIL_PKCS11_MODULE: module,
  HANDRAIL_PKCS11_TOKEN: token,
  HANDRAIL_PKCS11_PIN: pin,
} = process.env;
const settings = { module, token, pin, key: 'handrail' };
const refusal = (work) => {
  try {
    work();
    return 'nothing was refused';
  } catch (error) {
    return error.message;
  }
};

const found = {
  elsewhere: refusal(() => new RootKeysInToken({ ...settings, token: 'elsewhere' }).next([])),
  wrongPin: refusal(() => new RootKeysInToken({ ...settings, pin: '000000' }).next([])),
  noLibrary: refusal(() => new RootKeysInToken({ ...settings, module: '/nowhere.so' }).next([])),
};
const source = new RootKeysInToken(settings);
const root = source.next([]);
const other = source.next([root.id]);
const key = randomBytes(32);
const wrapped = root.wrap(key, 'here');
found.id = root.id;
found.sameAgain = source.next([other.id]).id === root.id;
found.otherId = other.id !== root.id;
found.length = wrapped.length;
found.differs = !root.wrap(key, 'here').equals(wrapped);
found.opens = new RootKeysInToken(settings).find(root.id).unwrap(wrapped, 'here').equals(key);
found.elsewherePlace = refusal(() => root.unwrap(wrapped, 'there'));
found.otherKey = refusal(() => other.unwrap(wrapped, 'here'));
found.bytesRefused = [...wrapped.keys()].filter((at) => {
  const changed = Buffer.from(wrapped);
  changed[at] ^= 1;
  return /token answered/.test(refusal(() => root.unwrap(changed, 'here')));
}).length;
found.stillOpens = root.unwrap(wrapped, 'here').equals(key);
source.forget(root.id);
found.forgotten = source.find(root.id) === undefined;
found.gone = refusal(() => root.unwrap(wrapped, 'here'));
process.stdout.write(JSON.stringify(found));
