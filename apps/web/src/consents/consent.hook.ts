import { useRef } from 'react';
import type { ConsentRequest } from '#domain/wire/consent.js';
import { recordConsent } from '../api.js';

/**
 * Records a consent for something that stands on it and answers its reference. The same consent is recorded once, however
 * often what stands on it is tried.
 */
export function useRecordedConsent(): (
  client: string,
  request: ConsentRequest,
  key: string,
) => Promise<string> {
  const recorded = useRef<{ asked: string; reference: string } | null>(null);
  return async (client, request, key) => {
    const asked = JSON.stringify([client, request]);
    if (recorded.current?.asked !== asked) {
      const { reference } = await recordConsent(client, request, `${key}-consent`);
      recorded.current = { asked, reference };
    }
    return recorded.current.reference;
  };
}
