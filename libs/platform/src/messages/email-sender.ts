import { createTransport } from 'nodemailer';
import type { EmailSettings } from '../config/message-settings.js';
import { CannotSend, type MessageSender, type OutgoingMessage, type Sending } from './message-sender.js';

const CONNECT_MS_MAX = 10_000;
const ANSWER_MS_MAX = 20_000;

/** What of an error of the mail client is used: a code, the command, and the server's number. */
interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/** Mail through a server of the operator's (SMTP, RFC 5321): text alone, no picture, no counter, nothing to answer to. */
export class EmailSender implements MessageSender {
  readonly leaves = true;

  constructor(
    private readonly settings: EmailSettings,
    private readonly senderName: string,
  ) {}

  async send({ id, to, text, language, sayFrom }: OutgoingMessage): Promise<Sending> {
    if (to.channel !== 'email') throw new CannotSend('wrong_channel', true);
    const { from } = this.settings;
    const transport = createTransport({
      ...this.connection(),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.sendMail({
        // As an object: an address is one address, whatever stands in it.
        from: { name: sayFrom ? this.senderName : '', address: from },
        to: { name: '', address: to.address },
        // The same at every try: a mail that was sent twice is shown once by readers who look at it.
        messageId: `<${id}@${domainOf(from)}>`,
        subject: text.subject ?? '',
        text: text.body,
        headers: {
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          'Content-Language': language,
        },
      });
      return { outcome: 'sent', reference: null };
    } catch (error) {
      throw refusedBy(error as SmtpError);
    } finally {
      transport.close();
    }
  }

  private connection() {
    const { url, tls } = this.settings;
    const { protocol, hostname, port, username, password } = new URL(url);
    const secure = protocol === 'smtps:';
    return {
      // How we greet the server stands in every mail (Received): the domain of the sender, and not the name of this machine.
      name: domainOf(this.settings.from),
      host: hostname.replaceAll(/^\[|\]$/g, ''),
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      requireTLS: !secure && tls === 'required',
      ignoreTLS: !secure && tls === 'off',
      connectionTimeout: CONNECT_MS_MAX,
      greetingTimeout: CONNECT_MS_MAX,
      socketTimeout: ANSWER_MS_MAX,
      ...(username === ''
        ? {}
        : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    };
  }
}

const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);

/**
 * Final is only what the server says of this address or this mail (a 5xx to RCPT or DATA, RFC 5321, 4.2.1): greylisting and a
 * full server are tried again, and so is a password of ours that is wrong, which says nothing about whoever waits for the mail.
 */
function refusedBy({ code, command, responseCode }: SmtpError): CannotSend {
  const isAboutIt = command === 'RCPT TO' || command === 'DATA' || command === 'MAIL FROM';
  const isFinal = isAboutIt && responseCode !== undefined && responseCode >= 500 && command !== 'MAIL FROM';
  return new CannotSend(`smtp_${responseCode ?? String(code ?? 'failed').toLowerCase()}`, isFinal);
}
