import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { loadInstruments, type Instruments } from '#platform/instruments/instruments.js';
import type { Packs } from '#platform/packs/packs.js';
import { AppModule } from './app.module.js';
import { ProblemDto } from './http/common.dto.js';
import { isCrossSite } from './http/cross-site.js';
import { answerProblem } from './http/refusal.filter.js';
import { securityHeaders } from './http/security-headers.js';
import { parseStrictJson } from './http/strict-json.js';
import { keepOutside } from './partner-desk/outside.js';
import { readForms } from './pages/read-forms.js';
import { PAGE_ROOTS } from './pages/page-address.js';

export interface ApplicationOptions {
  readonly logger: LoggerService | false;
  /** Only the shape, for the OpenAPI document: nothing connects. */
  readonly preview?: boolean;
  /** Those that were delivered, unless somebody names others. */
  readonly instruments?: Instruments;
}

/** Builds the api with everything that belongs to its edge, not yet listening; tests and main use the same. */
export async function createApplication(
  config: Config,
  keys: Keys,
  packs: Packs,
  options: ApplicationOptions,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: LIMITS.body_bytes_max,
    genReqId: () => randomUUID(),
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    // An address that cannot be read, or a name in it that is too long, is a problem like any other.
    frameworkErrors: answerProblem,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(config, keys, packs, options.instruments ?? loadInstruments()),
    adapter,
    {
      logger: options.logger,
      bodyParser: false,
      abortOnError: false,
      preview: options.preview ?? false,
    },
  );
  app.setGlobalPrefix('api', {
    exclude: ['health/live', 'health/ready', ...PAGE_ROOTS.flatMap((root) => [root, `${root}/{*rest}`])],
  });
  app.enableShutdownHooks();
  const document = describeApi(app);
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Handrail API',
  });
  if (!options.preview) await prepareEdge(app, config);
  return app;
}

/** OpenAPI 3.1 from the code: routes, DTOs and their limits; every route answers refusals as problem details. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Handrail')
    .setDescription(
      'Case management for the road from detox to work. Refusals are RFC 9457 problem details in the language of Accept-Language.',
    )
    .setVersion('0.1.0')
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('handrail', { type: 'apiKey', in: 'cookie', name: 'handrail' }, 'session')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'API key of a machine' }, 'api-key')
    .addSecurityRequirements('session')
    .addSecurityRequirements('api-key')
    .addGlobalResponse({
      status: 'default',
      description: 'A refusal: what happened and what to do next.',
      type: ProblemDto,
    })
    .build();
  return SwaggerModule.createDocument(app, builder, { extraModels: [ProblemDto] });
}

async function prepareEdge(app: NestFastifyApplication, config: Config): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const { default: cookie } = await import('@fastify/cookie');
  await app.register(cookie);
  await securityHeaders(app, config);
  // JSON alone is read, but by the pages: what a form of another site can send is refused whatever it holds.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, readContent(String(body)));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  takeDocuments(fastify);
  readForms(fastify, config);
  keepOutside(fastify);
  fastify.addHook('onRequest', async (request) => {
    if (isCrossSite(request, config.publicUrl)) throw new Refusal('request.cross_site');
  });
}

const DOCUMENTS = '/api/clients/:client/documents';

/** One route takes more than all others: a file comes within its content. Only whoever may keep one is read that far. */
function takeDocuments(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (route.url === DOCUMENTS && route.method === 'POST') route.bodyLimit = LIMITS.document_body_bytes_max;
  });
}

/** Content is one JSON object; a move without content (take) may come with an empty body. */
function readContent(text: string): object | undefined {
  if (text === '') return undefined;
  const value = parseStrictJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal('request.malformed');
  return value;
}
