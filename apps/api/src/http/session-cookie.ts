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

const DEVICE_DAYS = 365;

/** Marks a device on which a sign-in succeeded; it opens nothing, it only keeps others' failures away (ADR 0015). */
export function setDeviceCookie(reply: FastifyReply, mark: string, publicUrl: string): void {
  const secure = isSecure(publicUrl);
  void reply.setCookie(deviceName(secure), mark, {
    path: '/api/session',
    httpOnly: true,
    sameSite: 'strict',
    secure,
    maxAge: DEVICE_DAYS * 86_400,
  });
}

/** The mark of the device a request comes from, or undefined. */
export function deviceMark(request: FastifyRequest, publicUrl: string): string | undefined {
  const mark = request.cookies[deviceName(isSecure(publicUrl))];
  return mark !== undefined && /^[\w-]{22,64}$/.test(mark) ? mark : undefined;
}

function deviceName(secure: boolean): string {
  return secure ? '__Secure-handrail-device' : 'handrail-device';
}

/** The token a request carries, or undefined. */
export function sessionToken(request: FastifyRequest, publicUrl: string): string | undefined {
  return request.cookies[cookieName(isSecure(publicUrl))];
}
