import type { PaperRequest } from '#domain/wire/paper.js';
import { asked, plain } from './api.http.js';

/** A paper for the client; asking for it writes it down. */
export const handOverPaper = (client: string, body: PaperRequest): Promise<Blob> =>
  asked(plain('POST', `/api/clients/${encodeURIComponent(client)}/papers`, { body, as: 'blob' }));
