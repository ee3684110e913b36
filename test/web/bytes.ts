import type { Page, Response } from 'playwright-core';

/** Counts what comes over the wire for the app itself: page, scripts, styles, pictures; not the answers of the API. */
export class Bytes {
  private readonly measuring: Promise<void>[] = [];
  private counted = 0;
  private readonly files: { name: string; bytes: number }[] = [];

  constructor(page: Page) {
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      // What is still under way when its window is closed was asked for after the last `take`.
      if (!pathname.startsWith('/api/'))
        this.measuring.push(this.measure(response, pathname).catch(() => undefined));
    });
  }

  private async measure(response: Response, name: string): Promise<void> {
    await response.finished();
    const { responseBodySize: bytes } = await response.request().sizes();
    this.counted += bytes;
    this.files.push({ name, bytes });
  }

  /** Bytes since the last call, compressed as they travelled. */
  async take(): Promise<number> {
    await Promise.all(this.measuring.splice(0));
    const { counted } = this;
    this.counted = 0;
    return counted;
  }

  /** The heaviest files so far, for whoever must find out why. */
  heaviest(count: number): string[] {
    const sorted = [...this.files].sort((a, b) => b.bytes - a.bytes);
    return sorted.slice(0, count).map(({ name, bytes }) => `${name} ${inKilobytes(bytes)}`);
  }
}

export const inKilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
