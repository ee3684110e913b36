import { DEMO_PASSWORD } from '#platform/packs/demo-network.js';
import type { Language } from '#domain/charter/code-lists.js';

/** One exchange as it went over the line, both ways. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly body: string;
  };
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

interface PageForm {
  readonly action: string;
  readonly fields: Record<string, string>;
}

/** A page as a browser without scripts has it. */
export class PartnerPage {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly html: string,
  ) {}

  get forms(): PageForm[] {
    return [...this.html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(
      ([, action, inside]) => ({
        action: action!,
        fields: Object.fromEntries(
          [...inside!.matchAll(/<input[^>]*>/g)].map(([tag]) => [
            /name="([^"]*)"/.exec(tag)?.[1] ?? '',
            plain(/value="([^"]*)"/.exec(tag)?.[1] ?? ''),
          ]),
        ),
      }),
    );
  }

  get wrong(): string {
    const said = /class="(?:wrong|notice bad)"[^>]*>(?:<p>)?(.*?)</s.exec(this.html)?.[1] ?? '';
    return plain(said);
  }

  /** What the page says of a token, by its headings in a language. */
  facts(_language: Language): Record<string, string> {
    const pairs = [...this.html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/gs)];
    return Object.fromEntries(
      pairs.map(([, name, value]) => [plain(name!), plain(value!.replace(/<[^>]+>/g, ''))]),
    );
  }
}

function plain(html: string): string {
  return html
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** A browser at the partner desk: keeps its cookies, posts forms as they came, and writes down everything. */
export class PartnerBrowser {
  readonly log: Exchange[] = [];
  readonly cookies = new Map<string, string>();
  language: Language = 'en';

  constructor(readonly url: string) {}

  static async signIn(url: string, login: string, password = DEMO_PASSWORD): Promise<PartnerBrowser> {
    const browser = new PartnerBrowser(url);
    const answer = await browser.submit(await browser.get('/partner'), /sign-in$/, { login, password });
    if (answer.status !== 303)
      throw new Error(`${login} could not sign in: ${answer.status} ${answer.wrong}`);
    return browser;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<PartnerPage> {
    return this.send({ method: 'GET', path, headers: { accept: 'text/html', ...headers }, body: '' });
  }

  /** Posts a form of a page as it came, with what is typed into it. */
  async submit(page: PartnerPage, action: RegExp, typed: Record<string, string> = {}): Promise<PartnerPage> {
    const form = page.forms.find((one) => action.test(one.action));
    if (!form)
      throw new Error(
        `there is no form to ${String(action)} on the page: ${page.status} ${page.html.slice(-1500)}`,
      );
    return await this.post(form.action, { ...form.fields, ...typed });
  }

  post(path: string, fields: Record<string, string>): Promise<PartnerPage> {
    return this.send({
      method: 'POST',
      path,
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  }

  /** The code of a token, typed into the first page. */
  async check(code: string): Promise<PartnerPage> {
    return await this.submit(await this.get('/partner'), /\/check$/, { code });
  }

  async send(request: Exchange['request']): Promise<PartnerPage> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'accept-language': this.language, ...(cookie ? { cookie } : {}), ...request.headers };
    const answer = await fetch(`${this.url}${request.path}`, {
      method: request.method,
      headers,
      redirect: 'manual',
      ...(request.body === '' || request.method === 'GET' ? {} : { body: request.body }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const body = await answer.text();
    this.log.push({
      request: { ...request, headers },
      status: answer.status,
      headers: [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n'),
      body,
    });
    return new PartnerPage(answer.status, answer.headers, body);
  }
}
