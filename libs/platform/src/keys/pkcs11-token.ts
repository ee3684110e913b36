import { createRequire } from 'node:module';
import { StartupError } from '../process/startup-error.js';

/** The little of the foreign-function interface (koffi) that is used here. It is loaded only where a token is configured. */
interface Ffi {
  load(file: string): { func(declaration: string): (...values: unknown[]) => number };
  struct(name: string, members: Readonly<Record<string, string>>): unknown;
  pack(name: string, members: Readonly<Record<string, string>>): unknown;
  sizeof(type: unknown): number;
  alloc(type: unknown, length: number): unknown;
  encode(at: unknown, type: unknown, value: unknown): void;
  free(at: unknown): void;
}

/** Where the token is and how it opens. */
export interface TokenSettings {
  /** The library of its maker. */
  readonly module: string;
  /** The label of the token. */
  readonly token: string;
  readonly pin: string;
}

/** PKCS #11 2.40, the numbers that are used. */
const CKF_RW_SERIAL_SESSION = 6;
const CKU_USER = 1;
const CKO_SECRET_KEY = 4;
const CKK_AES = 0x1f;
const CKM = { aesKeyGen: 0x1080, aesGcm: 0x1087 } as const;
const CKA = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  encrypt: 0x104,
  decrypt: 0x105,
  valueLength: 0x161,
  extractable: 0x162,
} as const;
const CKR = {
  pinIncorrect: 0xa0,
  pinLocked: 0xa4,
  alreadyLoggedIn: 0x100,
  alreadyInitialised: 0x191,
} as const;

const FUNCTIONS = {
  initialise: 'C_Initialize(void *)',
  slots: 'C_GetSlotList(uint8_t, _Out_ unsigned long *, _Inout_ unsigned long *)',
  tokenInfo: 'C_GetTokenInfo(unsigned long, void *)',
  open: 'C_OpenSession(unsigned long, unsigned long, void *, void *, _Out_ unsigned long *)',
  login: 'C_Login(unsigned long, unsigned long, void *, unsigned long)',
  findStart: 'C_FindObjectsInit(unsigned long, CK_ATTRIBUTE *, unsigned long)',
  find: 'C_FindObjects(unsigned long, _Out_ unsigned long *, unsigned long, _Out_ unsigned long *)',
  findEnd: 'C_FindObjectsFinal(unsigned long)',
  attribute: 'C_GetAttributeValue(unsigned long, unsigned long, _Inout_ CK_ATTRIBUTE *, unsigned long)',
  generate:
    'C_GenerateKey(unsigned long, CK_MECHANISM *, CK_ATTRIBUTE *, unsigned long, _Out_ unsigned long *)',
  destroy: 'C_DestroyObject(unsigned long, unsigned long)',
  encryptStart: 'C_EncryptInit(unsigned long, CK_MECHANISM *, unsigned long)',
  encrypt: 'C_Encrypt(unsigned long, void *, unsigned long, void *, _Inout_ unsigned long *)',
  decryptStart: 'C_DecryptInit(unsigned long, CK_MECHANISM *, unsigned long)',
  decrypt: 'C_Decrypt(unsigned long, void *, unsigned long, void *, _Inout_ unsigned long *)',
} as const;
type Functions = Readonly<Record<keyof typeof FUNCTIONS, (...values: unknown[]) => number>>;

const SLOTS_MAX = 64;
const KEYS_MAX = 64;
const LABEL_BYTES = 32;
const INFO_BYTES = 512;
const ROOM_BYTES = 512;

/** What GCM is told beside the key. */
export interface GcmPlace {
  readonly nonce: Buffer;
  readonly additional: Buffer;
  readonly tagBytes: number;
}

/**
 * One token behind PKCS #11 (a hardware security module, a smart card, SoftHSM): AES keys that are made in it, used in it
 * and never leave it. Everything is synchronous; one session for the life of the process.
 */
export class Pkcs11Token {
  private constructor(
    private readonly ffi: Ffi,
    private readonly call: Functions,
    private readonly session: number,
    private readonly gcm: unknown,
  ) {}

  /** Opens the token and logs in. Refuses, by name, a missing library or token and a wrong PIN; it tries a PIN once. */
  static open({ module, token, pin }: TokenSettings): Pkcs11Token {
    const ffi = loadFfi();
    const gcm = defineTypes(ffi);
    const call = loadModule(ffi, module);
    check('C_Initialize', call.initialise(null), [CKR.alreadyInitialised]);
    const slot = findSlot(call, token, module);
    const session = [0];
    check('C_OpenSession', call.open(slot, CKF_RW_SERIAL_SESSION, null, null, session));
    const secret = Buffer.from(pin);
    const answer = call.login(session[0], CKU_USER, secret, secret.length);
    if (answer === CKR.pinIncorrect || answer === CKR.pinLocked) {
      throw new StartupError(
        `The token "${token}" refuses the PIN${answer === CKR.pinLocked ? ': it is locked' : ''}.`,
        'Set HANDRAIL_PKCS11_PIN or HANDRAIL_PKCS11_PIN_FILE to the PIN of its user. Some tokens lock after a few wrong ones.',
      );
    }
    check('C_Login', answer, [CKR.alreadyLoggedIn]);
    return new Pkcs11Token(ffi, call, session[0]!, gcm);
  }

  /** The names (CKA_ID) of the AES keys with this label. */
  keyNames(label: string): Buffer[] {
    return this.find(label).map((key) => {
      const room = Buffer.alloc(ROOM_BYTES);
      const asked = [attribute(CKA.id, room)];
      check('C_GetAttributeValue', this.call.attribute(this.session, key, asked, 1));
      return room.subarray(0, Number(asked[0]!.ulValueLen));
    });
  }

  hasKey(label: string, name: Buffer): boolean {
    return this.find(label, name).length > 0;
  }

  /** Makes an AES-256 key that the token never gives away. */
  makeKey(label: string, name: Buffer): void {
    const template = [
      attribute(CKA.class, this.long(CKO_SECRET_KEY)),
      attribute(CKA.keyType, this.long(CKK_AES)),
      attribute(CKA.valueLength, this.long(32)),
      ...[CKA.token, CKA.private, CKA.sensitive, CKA.encrypt, CKA.decrypt].map((one) => attribute(one, TRUE)),
      attribute(CKA.extractable, FALSE),
      attribute(CKA.label, Buffer.from(label)),
      attribute(CKA.id, name),
    ];
    const mechanism = { mechanism: CKM.aesKeyGen, pParameter: null, ulParameterLen: 0 };
    const made = [0];
    check('C_GenerateKey', this.call.generate(this.session, mechanism, template, template.length, made));
  }

  destroyKey(label: string, name: Buffer): void {
    for (const key of this.find(label, name)) check('C_DestroyObject', this.call.destroy(this.session, key));
  }

  /** Ciphertext with its tag behind it. */
  encrypt(label: string, name: Buffer, text: Buffer, place: GcmPlace): Buffer {
    return this.withGcm(place, (mechanism) => {
      check('C_EncryptInit', this.call.encryptStart(this.session, mechanism, this.key(label, name)));
      return this.transform('C_Encrypt', this.call.encrypt, text);
    });
  }

  /** Throws where the tag does not fit. */
  decrypt(label: string, name: Buffer, text: Buffer, place: GcmPlace): Buffer {
    return this.withGcm(place, (mechanism) => {
      check('C_DecryptInit', this.call.decryptStart(this.session, mechanism, this.key(label, name)));
      return this.transform('C_Decrypt', this.call.decrypt, text);
    });
  }

  private key(label: string, name: Buffer): number {
    const [key] = this.find(label, name);
    if (key === undefined) throw new Error(`the token has no key ${label} ${name.toString('hex')}`);
    return key;
  }

  private find(label: string, name?: Buffer): number[] {
    const template = [
      attribute(CKA.class, this.long(CKO_SECRET_KEY)),
      attribute(CKA.label, Buffer.from(label)),
      ...(name ? [attribute(CKA.id, name)] : []),
    ];
    check('C_FindObjectsInit', this.call.findStart(this.session, template, template.length));
    const [found, count] = [new Array<number>(KEYS_MAX).fill(0), [0]];
    try {
      check('C_FindObjects', this.call.find(this.session, found, KEYS_MAX, count));
    } finally {
      this.call.findEnd(this.session);
    }
    return found.slice(0, Number(count[0]));
  }

  private withGcm<T>({ nonce, additional, tagBytes }: GcmPlace, work: (mechanism: unknown) => T): T {
    const parameters = this.ffi.alloc(this.gcm, 1);
    try {
      this.ffi.encode(parameters, this.gcm, {
        pIv: nonce,
        ulIvLen: nonce.length,
        ulIvBits: nonce.length * 8,
        pAAD: additional,
        ulAADLen: additional.length,
        ulTagBits: tagBytes * 8,
      });
      return work({
        mechanism: CKM.aesGcm,
        pParameter: parameters,
        ulParameterLen: this.ffi.sizeof(this.gcm),
      });
    } finally {
      this.ffi.free(parameters);
    }
  }

  private transform(what: string, work: Functions['encrypt'], text: Buffer): Buffer {
    const [room, length] = [Buffer.alloc(ROOM_BYTES), [ROOM_BYTES]];
    check(what, work(this.session, text, text.length, room, length));
    return room.subarray(0, Number(length[0]));
  }

  private long(value: number): Buffer {
    const bytes = Buffer.alloc(this.ffi.sizeof('unsigned long'));
    bytes.writeUInt32LE(value);
    return bytes;
  }
}

interface Attribute {
  readonly type: number;
  readonly pValue: Buffer;
  readonly ulValueLen: number;
}

const TRUE = Buffer.from([1]);
const FALSE = Buffer.from([0]);

function attribute(type: number, value: Buffer): Attribute {
  return { type, pValue: value, ulValueLen: value.length };
}

function check(what: string, answer: number, allowed: readonly number[] = []): void {
  if (answer !== 0 && !allowed.includes(answer))
    throw new Error(`the token answered 0x${answer.toString(16)} to ${what}`);
}

function loadFfi(): Ffi {
  try {
    return createRequire(import.meta.url)('koffi') as Ffi;
  } catch {
    throw new StartupError(
      'A root key behind PKCS #11 is configured, and the package "koffi" is not there to reach it.',
      'Run "npm install --no-save koffi@3.3.4" where Handrail is installed, or take the root key from a file.',
    );
  }
}

/** Types belong to the process: they are defined once. */
let gcmType: unknown;

function defineTypes(ffi: Ffi): unknown {
  if (gcmType !== undefined) return gcmType;
  // The standard packs its structures on Windows, and nowhere else.
  const define = (name: string, members: Readonly<Record<string, string>>): unknown =>
    process.platform === 'win32' ? ffi.pack(name, members) : ffi.struct(name, members);
  const long = 'unsigned long';
  define('CK_ATTRIBUTE', { type: long, pValue: 'void *', ulValueLen: long });
  define('CK_MECHANISM', { mechanism: long, pParameter: 'void *', ulParameterLen: long });
  gcmType = define('CK_GCM_PARAMS', {
    pIv: 'void *',
    ulIvLen: long,
    ulIvBits: long,
    pAAD: 'void *',
    ulAADLen: long,
    ulTagBits: long,
  });
  return gcmType;
}

function loadModule(ffi: Ffi, module: string): Functions {
  try {
    const library = ffi.load(module);
    return Object.fromEntries(
      Object.entries(FUNCTIONS).map(([name, rest]) => [name, library.func(`unsigned long ${rest}`)]),
    ) as unknown as Functions;
  } catch (error) {
    throw new StartupError(
      `The PKCS #11 library ${module} cannot be loaded: ${(error as Error).message}.`,
      'Set HANDRAIL_PKCS11_MODULE to the library of the maker of the token.',
    );
  }
}

function findSlot(call: Functions, token: string, module: string): number {
  const [slots, count] = [new Array<number>(SLOTS_MAX).fill(0), [SLOTS_MAX]];
  check('C_GetSlotList', call.slots(1, slots, count));
  const labels = slots.slice(0, Number(count[0])).map((slot) => {
    const info = Buffer.alloc(INFO_BYTES);
    check('C_GetTokenInfo', call.tokenInfo(slot, info));
    return { slot, label: info.subarray(0, LABEL_BYTES).toString('utf8').trimEnd() };
  });
  const found = labels.find(({ label }) => label === token);
  if (found) return found.slot;
  throw new StartupError(
    `There is no token "${token}" behind ${module}.`,
    `Put it in, or set HANDRAIL_PKCS11_TOKEN to the label of one that is there (${labels.map(({ label }) => `"${label}"`).join(', ') || 'none is'}).`,
  );
}
