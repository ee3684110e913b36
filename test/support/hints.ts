import http from 'node:http';
import type { Hint } from '#domain/wire/desk.js';
import { eventually } from './application.js';
import type { Staff } from './staff.js';

/** An open stream of hints, as a browser keeps one: what came, and whether it still stands. */
export class HintReader {
  readonly hints: Hint[] = [];
  text = '';
  ended = false;

  private constructor(
    readonly status: number,
    readonly headers: http.IncomingHttpHeaders,
    private readonly response: http.IncomingMessage,
  ) {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      this.text += chunk;
      const parts = this.text.split('\n\n');
      this.hints.splice(
        0,
        this.hints.length,
        ...parts.slice(0, -1).flatMap((part) => {
          const data = /^data: (.*)$/m.exec(part)?.[1];
          return data === undefined ? [] : [JSON.parse(data) as Hint];
        }),
      );
    });
    for (const over of ['end', 'close', 'error'] as const) response.on(over, () => (this.ended = true));
  }

  static open(staff: Staff, headers: Record<string, string> = {}): Promise<HintReader> {
    return new Promise((done, fail) => {
      const request = http.get(
        `${staff.url}/api/hints`,
        {
          agent: false,
          headers: {
            accept: 'text/event-stream',
            'accept-encoding': 'gzip, br',
            'accept-language': staff.language,
            ...(staff.cookie === undefined ? {} : { cookie: staff.cookie }),
            ...headers,
          },
        },
        (response) => done(new HintReader(response.statusCode ?? 0, response.headers, response)),
      );
      request.on('error', fail);
    });
  }

  /** Waits for a hint that fits. */
  async until(fits: (hint: Hint) => boolean, what: string, seconds = 5): Promise<Hint> {
    return await eventually(async () => this.hints.find(fits), what, seconds);
  }

  forget(): void {
    this.text = '';
    this.hints.length = 0;
  }

  close(): void {
    this.response.destroy();
  }
}
