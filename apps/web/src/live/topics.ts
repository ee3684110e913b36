import type { HintTopic } from '#domain/wire/desk.js';

/** What is read again when the server says that something of a topic has changed: first words of query keys. */
export const TOPICS: Readonly<Record<Exclude<HintTopic, 'resync'>, readonly string[]>> = {
  work: ['work', 'ward'],
  handoff: [
    'handoff',
    'handoffs',
    'work',
    'arrivals',
    'absent',
    'ward',
    'envelopes',
    'envelope',
    'custody-changes',
    'client',
    'timeline',
    'exceptions',
    'queue',
    'loop',
  ],
  client: ['client', 'clients', 'ward', 'timeline', 'separations', 'exceptions'],
  session: ['session'],
  house: ['staff', 'sites', 'duty', 'pack', 'colleagues', 'places', 'reviews', 'review', 'views'],
};
