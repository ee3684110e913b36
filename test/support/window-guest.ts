import type { ReturnIssued } from '#domain/wire/identity.js';
import { granted, viewClient } from './journey.js';
import type { Staff } from './staff.js';

/** Somebody with a browser that runs no script: cookies, links and forms, nothing else. */
export class WindowGuest {
  readonly cookies = new Map<string, string>();
  /** Headers that every request carries, such as the address a proxy saw. */
  readonly headers: Record<string, string> = {};

  constructor(readonly url: string) {}

  /** Opens an address; a redirect is followed, as a browser does. */
  async open(path: string): Promise<GuestPage> {
    return await this.follow(await this.send('GET', path), path);
  }

  /** Fills in the form of a page that posts to an address, and sends it. */
  async submit(page: GuestPage, action: string, fields: Record<string, string>): Promise<GuestPage> {
    return await this.follow(await this.post(page, action, fields), action);
  }

  /** The same, without following: the bare answer. */
  async post(page: GuestPage, action: string, fields: Record<string, string>): Promise<Response> {
    return await this.send('POST', action, new URLSearchParams({ ...page.form(action), ...fields }));
  }

  async send(method: string, path: string, body?: URLSearchParams): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...this.headers, ...(cookie ? { cookie } : {}), accept: 'text/html' },
      ...(body ? { body } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...rest] = line.split('; ');
      const [name = '', value = ''] = pair.split('=');
      const gone = rest.some((part) => /^Expires=Thu, 01 Jan 1970/i.test(part) || part === 'Max-Age=0');
      if (gone || value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** Comes in with a code and a passphrase. */
  async enter(code: string | null, passphrase: string): Promise<GuestPage> {
    return await this.submit(await this.open('/window'), '/window/enter', { code: code ?? '', passphrase });
  }

  private async follow(answer: Response, path: string): Promise<GuestPage> {
    const to = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && to) {
      await answer.text();
      return await this.open(to);
    }
    return new GuestPage(path, answer.status, await answer.text(), answer.headers);
  }
}

/** A page as it came, with what a reader would see and the forms on it. */
export class GuestPage {
  constructor(
    readonly path: string,
    readonly status: number,
    readonly html: string,
    readonly headers: Headers,
  ) {}

  get title(): string {
    return /<title>([^<]*)</.exec(this.html)?.[1] ?? '';
  }

  get heading(): string {
    return readable(/<h1>(.*?)<\/h1>/.exec(this.html)?.[1] ?? '');
  }

  /** What stands on the page, without marks. */
  get text(): string {
    return readable(this.html.replace(/<head>.*<\/head>/s, ''));
  }

  /** Key and mark of the form that posts to an address, and whatever else it keeps hidden. */
  form(action: string): Record<string, string> {
    const form = this.html.split('<form').find((one) => one.includes(`action="${action}"`));
    const hidden = [...(form ?? '').matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
    return Object.fromEntries(hidden.map(([, name, value]) => [name ?? '', value ?? '']));
  }
}

function readable(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

export const PASSPHRASE = 'Синяя лодка у моста';

/** A member of staff gives a client a code for their window; answers the code. */
export async function giveCode(staff: Staff, client: string, passphrase = PASSPHRASE): Promise<string> {
  const { version } = await viewClient(staff, client);
  const issued = granted(
    await staff.post<ReturnIssued>(`/api/clients/${client}/return-key`, { passphrase }, { version }),
  );
  return issued.return_code ?? '';
}
