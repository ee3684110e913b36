import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { startApplication, type TestApplication } from '../support/application.js';

let house: TestApplication;
beforeAll(async () => {
  house = await startApplication();
});
afterAll(() => house.close());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${house.url}${path}`, { redirect: 'manual', ...init });

describe('A page of ours', () => {
  it('carries no inline script or style, asks nothing of another origin, is kept by nobody and tells nobody where somebody came from', async () => {
    const answer = await ask('/today');
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(html).not.toMatch(/<style|style=|<script(?! src="\/pages\/)|\son\w+=|https?:\/\//);
    for (const [, path] of html.matchAll(/(?:src|href)="(\/pages\/[^"]+)"/g)) {
      const file = await ask(path!);
      expect([path, file.status, file.headers.get('cache-control')]).toEqual([
        path,
        200,
        'public, max-age=31536000, immutable',
      ]);
      await file.text();
    }
  });

  it('is written in the language that was chosen, and keeps the choice off the address', async () => {
    for (const language of LANGUAGES) {
      const chosen = await ask(`/today?language=${language}`);
      expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/today']);
      const cookie = chosen.headers.get('set-cookie')!;
      expect(cookie).toMatch(/^language=\w\w; .*HttpOnly; SameSite=Strict$/);
      const html = await (await ask('/today', { headers: { cookie: cookie.split(';')[0]! } })).text();
      expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    }
    const asked = await ask('/today', { headers: { 'accept-language': 'ar-EG,ar;q=0.9' } });
    expect(await asked.text()).toContain('lang="ar"');
  });

  it('that does not exist is a page too, and says nothing of what would be there', async () => {
    const answer = await ask('/window/nothing-here', { headers: { accept: 'text/html' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it('is the only place that reads a form', async () => {
    const form = { method: 'POST', body: new URLSearchParams({ login: 'x', password: 'y' }) };
    expect((await ask('/api/session', form)).status).toBe(415);
  });
});
