import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from '#domain/refusal.js';
import { answerProblem } from './http/refusal.filter.js';

const API_PATH = /^\/(api|health)(\/|$)/;

/**
 * Serves the built web app from the same origin: hashed assets for ever, a missing asset is 404 and never the page, and
 * every other address a person may open is the page itself. Without a build only the API is served.
 */
export async function serveWeb(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const root = webRoot();
  const { default: compress } = await import('@fastify/compress');
  await app.register(compress, { threshold: 1024 });
  if (root !== undefined) {
    const { default: files } = await import('@fastify/static');
    await app.register(files, {
      root,
      wildcard: true,
      index: false,
      cacheControl: false,
      setHeaders: (reply, file) => {
        const hashed = file.includes(`${path.sep}assets${path.sep}`);
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    fastify.get('/', (_request, reply) => sendPage(reply));
  }
  fastify.setNotFoundHandler((request, reply) => {
    if (root !== undefined && wantsPage(request)) return sendPage(reply);
    answerProblem(new Refusal('request.not_found'), request, reply);
  });
}

function wantsPage(request: FastifyRequest): boolean {
  const { pathname } = new URL(request.url, 'http://handrail');
  const accepts = request.headers.accept?.includes('text/html') === true;
  return (request.method === 'GET' || request.method === 'HEAD') && accepts && !API_PATH.test(pathname) && path.extname(pathname) === '';
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-cache').sendFile('index.html');
}

function webRoot(): string | undefined {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const candidates = ['../../../../apps/web/dist', '../../web/dist'].map((one) => path.resolve(here, one));
  return candidates.find((one) => existsSync(path.join(one, 'index.html')));
}
