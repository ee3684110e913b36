const OCTETS_MAX = 75;

/** One appointment in a calendar file. The words are neutral: the file lies on a telephone that others see. */
export interface CalendarEvent {
  readonly uid: string;
  readonly starts: Date;
  readonly ends: Date;
  /** When it was written, or changed the last time. */
  readonly stamped: Date;
  /** How often it was changed: a calendar takes the higher one. */
  readonly sequence: number;
  readonly summary: string;
  readonly cancelled: boolean;
}

/**
 * A calendar file after RFC 5545: instants in UTC, so that no zone has to be described; lines end in CRLF and are folded after 75
 * octets, never within a letter. It says when and nothing else: no place, no name, no word of care.
 */
export function calendarFile(events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function eventLines(event: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid)}`,
    `DTSTAMP:${stamp(event.stamped)}`,
    `DTSTART:${stamp(event.starts)}`,
    `DTEND:${stamp(event.ends)}`,
    `SEQUENCE:${event.sequence}`,
    `SUMMARY:${escaped(event.summary)}`,
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'CLASS:PRIVATE',
    'END:VEVENT',
  ];
}

function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|[\r\n]/g, '\\n');
}

/** A line in pieces of 75 octets at most; those after the first begin with a space. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const letter of line) {
    const size = octetsOf(letter);
    if (octets + size > OCTETS_MAX) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += letter;
    octets += size;
  }
  return [...pieces, piece].join('\r\n');
}

/** How many octets a letter is in UTF-8. */
function octetsOf(letter: string): number {
  const point = letter.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
