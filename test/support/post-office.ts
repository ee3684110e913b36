import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/**
 * A mail server on this machine that takes what is sent to it. An address that begins with `later` is refused for the moment at its
 * first try (greylisting), one that begins with `never` for good, and `silent` is not answered at all.
 */
export class PostOffice {
  readonly mails: (Email & { readonly to_address: string; readonly raw: string })[] = [];
  readonly tries = new Map<string, number>();
  private readonly server: SMTPServer;

  constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        const tries = (this.tries.get(address) ?? 0) + 1;
        this.tries.set(address, tries);
        const refuse = (code: number, text: string): void =>
          done(Object.assign(new Error(text), { responseCode: code }));
        if (address.startsWith('later') && tries === 1) refuse(451, 'Greylisted, come back later');
        else if (address.startsWith('never')) refuse(550, 'No such mailbox');
        else done();
      },
      onData: (stream, session, done) => {
        let raw = '';
        stream.on('data', (chunk: Buffer) => (raw += chunk.toString('latin1')));
        stream.on('end', () => {
          void PostalMime.parse(Buffer.from(raw, 'latin1')).then((mail) => {
            const to_address = session.envelope.rcptTo.map(({ address }) => address).join(' ');
            this.mails.push({ ...mail, to_address, raw });
            done();
          });
        });
      },
    });
    this.server.on('error', () => undefined);
  }

  /** Answers the address as HANDRAIL_SMTP_URL takes it. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', () => resolve());
    });
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  to(address: string): (Email & { readonly raw: string })[] {
    return this.mails.filter(({ to_address }) => to_address === address);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }
}
