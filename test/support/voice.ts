/** A phone without scripts at the pages of complaints: it keeps cookies, reads forms as they were sent, and posts them. */
export class Voice {
  private readonly cookies = new Map<string, string>();
  html = '';
  status = 0;

  constructor(
    private readonly url: string,
    private readonly language: string = 'en',
  ) {}

  async open(path: string): Promise<this> {
    return await this.ask(path, {});
  }

  /** Fills in the form that is posted to an address and sends it; hidden fields go along as they stand. */
  async send(action: string, fields: Readonly<Record<string, string>>): Promise<this> {
    const form = this.html.split('<form').find((one) => one.includes(`action="${action}"`));
    if (!form) throw new Error(`There is no form to ${action} on this page.`);
    const body = new URLSearchParams();
    for (const [tag] of form.matchAll(/<input type="hidden"[^>]*>/g)) {
      const name = /name="([^"]*)"/.exec(tag)?.[1] ?? '';
      body.set(name, decode(/value="([^"]*)"/.exec(tag)?.[1] ?? ''));
    }
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return await this.ask(action, { method: 'POST', body });
  }

  /** The text without the marks of the page. */
  get text(): string {
    return decode(this.html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '));
  }

  get code(): string {
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/.exec(this.text)?.[0];
    if (!code) throw new Error('There is no code on this page.');
    return code;
  }

  private async ask(path: string, init: RequestInit): Promise<this> {
    const answer = await fetch(`${this.url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: {
        'accept-language': this.language,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        origin: this.url,
      },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = pair.split('=');
      this.cookies.set(name, value);
    }
    this.status = answer.status;
    this.html = await answer.text();
    return this;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#x27;': "'",
  '&lt;': '<',
  '&gt;': '>',
};
function decode(text: string): string {
  return text.replace(/&(?:amp|quot|#x27|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}
