import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Over https the cookie carries the __Host- prefix and Secure; over plain http (a demo on one machine) browsers would
 * drop it, so it goes without. The name tells the two apart, so one can never stand in for the other.
 */
function cookieName(secure: boolean): string {
  return secure ? '__Host-handrail' : 'handrail';
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}

export function setSessionCookie(
  reply: FastifyReply,
  token: string,
  expiresAt: Date,
  publicUrl: string,
): void {
  const secure = isSecure(publicUrl);
  void reply.setCookie(cookieName(secure), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
    expires: expiresAt,
  });
}

export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  const secure = isSecure(publicUrl);
  void reply.clearCookie(cookieName(secure), { path: '/', httpOnly: true, sameSite: 'strict', secure });
  void reply.header('clear-site-data', '"cache", "storage"');
}

/** The token a request carries, or undefined. */
export function sessionToken(request: FastifyRequest): string | undefined {
  return request.cookies['__Host-handrail'] ?? request.cookies['handrail'];
}
