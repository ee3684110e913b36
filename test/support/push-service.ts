import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushDevice } from '#domain/wire/notices.js';

/** A push service on this machine with the browsers that asked it: it checks who sends (RFC 8292) and opens what was sent (RFC 8291). */
export class PushService {
  /** Everything of every request that was made. */
  readonly requests: { readonly url: string; readonly headers: readonly string[]; readonly body: Buffer }[] =
    [];
  readonly opened: { readonly browser: string; readonly text: string; readonly topic: string | undefined }[] =
    [];
  private readonly browsers = new Map<string, ReturnType<typeof newBrowser>>();
  private readonly gone = new Set<string>();
  private readonly server: Server;
  private address = '';

  constructor() {
    this.server = createServer((request, response) => {
      void this.take(request).then((status) => response.writeHead(status).end());
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', () => resolve());
    });
    this.address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** A browser that asked to be told; `gone` ones answer as a browser that was thrown away. */
  subscribe(name: string): PushDevice {
    const browser = newBrowser();
    this.browsers.set(name, browser);
    return {
      endpoint: `${this.address}/${name}`,
      p256dh: browser.ecdh.getPublicKey().toString('base64url'),
      auth: browser.auth.toString('base64url'),
    };
  }

  throwAway(name: string): void {
    this.gone.add(name);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const name = request.url?.slice(1) ?? '';
    this.requests.push({ url: name, headers: request.rawHeaders, body: Buffer.concat(chunks) });
    const browser = this.browsers.get(name);
    if (!browser || this.gone.has(name)) return 410;
    if (!isSigned(request.headers.authorization ?? '', this.address)) return 403;
    const text = decrypt(Buffer.concat(chunks), browser);
    const topic = request.headers['topic'];
    this.opened.push({ browser: name, text, topic: typeof topic === 'string' ? topic : undefined });
    return 201;
  }
}

function newBrowser() {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return { ecdh, auth: randomBytes(16) };
}

/** The header says who sends: a token for this service, signed by the key that it names. */
function isSigned(header: string, audience: string): boolean {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(\S+)$/.exec(header) ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  if (point.length !== 65) return false;
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as { aud: string; sub: string };
  if (claims.aud !== audience || !claims.sub.startsWith('mailto:')) return false;
  const publicKey = createPublicKey({
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
    format: 'jwk',
  });
  return verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
}

/** One record of `aes128gcm` (RFC 8188), with the keys of RFC 8291. */
function decrypt(body: Buffer, { ecdh, auth }: ReturnType<typeof newBrowser>): string {
  const salt = body.subarray(0, 16);
  const idLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + idLength);
  const sealed = body.subarray(21 + idLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const ikm = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return plain.subarray(0, plain.lastIndexOf(2)).toString();
}
