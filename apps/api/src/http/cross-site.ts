import type { FastifyRequest } from 'fastify';
import { isPageAddress } from '../pages/page-address.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a changing request was made by another site's page. Browsers say so in Sec-Fetch-Site, older ones in Origin;
 * programs send neither and carry no cookie they did not mean to. With SameSite=Strict and JSON-only bodies this is the
 * third fence (ADR 0015).
 */
export function isCrossSite(request: FastifyRequest, publicUrl: string): boolean {
  if (SAFE_METHODS.has(request.method)) return false;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  if (origin === undefined) return false;
  // A page that tells nobody where somebody came from tells no origin either; the key of its form stands in (pages/page-context).
  if (origin === 'null' && isPageAddress(request.url)) return false;
  return (
    origin !== new URL(publicUrl).origin && origin !== `${request.protocol}://${request.headers.host ?? ''}`
  );
}
