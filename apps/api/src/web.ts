import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPageAddress } from './pages/page-address.js';

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
    await app.register(files, { root, serve: false, cacheControl: false, preCompressed: true });
    fastify.get('/*', (request, reply) => sendWeb(request, reply));
  }
}

function sendWeb(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { pathname } = new URL(request.url, 'http://handrail');
  if (API_PATH.test(pathname) || isPageAddress(pathname))
    return reply.callNotFound() as unknown as FastifyReply;
  if (path.extname(pathname) === '') {
    const wantsPage =
      request.headers.accept?.includes('text/html') === true || request.headers.accept === '*/*';
    if (!wantsPage) return reply.callNotFound() as unknown as FastifyReply;
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  }
  const hashed = pathname.startsWith('/assets/');
  return reply
    .header('vary', 'accept-encoding')
    .header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    .sendFile(pathname.slice(1));
}

function webRoot(): string | undefined {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const candidates = ['../../../../apps/web/dist', '../../web/dist'].map((one) => path.resolve(here, one));
  return candidates.find((one) => existsSync(path.join(one, 'index.html')));
}
