import { HINT_TOPICS, type Hint, type HintTopic } from '#domain/wire/desk.js';

/** A message of NOTIFY holds less than 8,000 bytes. */
const PAYLOAD_CHARACTERS_MAX = 7_000;
const LINE = /^([0-9a-f-]{36}) ([a-z]+)(?: ([0-9A-Z]{10}))?$/;

/** The lines a transaction has gathered in its setting: `;organisation topic [reference];…`. */
export function readGathered(setting: unknown): string[] {
  return typeof setting === 'string' ? setting.split(';').filter((line) => line !== '') : [];
}

/** Puts lines together into as few messages as they fit in. */
export function inPayloads(lines: readonly string[]): string[] {
  const payloads: string[] = [];
  for (const line of lines) {
    const last = payloads.at(-1);
    if (last === undefined || last.length + line.length >= PAYLOAD_CHARACTERS_MAX) payloads.push(line);
    else payloads[payloads.length - 1] = `${last};${line}`;
  }
  return payloads;
}

/** The hints of a message, each with the organisation it is for; what is not a line of ours is left out. */
export function readPayload(payload: string): { organisation: string; hint: Hint }[] {
  return readGathered(payload).flatMap((line) => {
    const [, organisation = '', topic = '', reference] = LINE.exec(line) ?? [];
    if (!(HINT_TOPICS as readonly string[]).includes(topic)) return [];
    const hint = { topic: topic as HintTopic, ...(reference === undefined ? {} : { reference }) };
    return [{ organisation, hint }];
  });
}
