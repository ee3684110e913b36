import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LIMITS } from '#domain/charter/limits.js';
import { cleanPhoto } from './photo.js';

const SECRET = Buffer.from('GPS 56.8389 N 60.6057 E, Marina');

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
function png({ width = 2, height = 2, between = [] as Buffer[] } = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...between,
    chunk('IDAT', Buffer.from('the picture')),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}
function jpeg({ width = 2, height = 2, between = [] as Buffer[], frame = 0xc0 } = {}): Buffer {
  const size = Buffer.alloc(9);
  size[0] = 8;
  size.writeUInt16BE(height, 1);
  size.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...between,
    segment(0xdb, Buffer.alloc(65)),
    segment(frame, size),
    segment(0xc4, Buffer.alloc(20)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd3, 4, 5]),
    Buffer.from([0xff, 0xd9]),
  ]);
}

describe('A photograph', () => {
  it.each([
    ['PNG', png(), 'image/png'],
    ['JPEG', jpeg(), 'image/jpeg'],
    ['progressive JPEG', jpeg({ frame: 0xc2 }), 'image/jpeg'],
  ])('is kept byte for byte where it is nothing but a picture: %s', (_, bytes, type) => {
    expect(cleanPhoto(bytes)).toEqual({ type, content: bytes });
  });

  it.each([
    ['PNG text', png({ between: [chunk('tEXt', SECRET)] }), png()],
    ['PNG Exif', png({ between: [chunk('eXIf', SECRET), chunk('tIME', Buffer.alloc(7))] }), png()],
    ['JPEG Exif', jpeg({ between: [segment(0xe1, SECRET)] }), jpeg()],
    ['JPEG comment and profile', jpeg({ between: [segment(0xfe, SECRET), segment(0xe2, SECRET)] }), jpeg()],
    ['what hangs behind a PNG', Buffer.concat([png(), SECRET]), png()],
    ['what hangs behind a JPEG', Buffer.concat([jpeg(), SECRET]), jpeg()],
    ['fill bytes', jpeg({ between: [Buffer.from([0xff])] }), jpeg()],
  ])('loses everything that is not the picture: %s', (_, dirty, cleaned) => {
    expect(cleanPhoto(dirty)?.content).toEqual(cleaned);
  });

  it('is refused where it is something else, whatever it calls itself', () => {
    const page = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
    for (const bytes of [
      Buffer.alloc(0),
      page,
      Buffer.from('GIF89a'),
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), page]),
      Buffer.concat([png().subarray(0, 8), page]),
      png({ between: [chunk('PWND', SECRET)] }),
      png({ between: [chunk('PLTE', SECRET)] }),
      png({ between: [chunk('tRNS', Buffer.alloc(257))] }),
      Buffer.concat([png().subarray(0, -12), chunk('IEND', SECRET)]),
      jpeg({ frame: 0xc9 }),
      Buffer.concat([Buffer.from([0xff, 0xd8]), jpeg()]),
    ])
      expect(cleanPhoto(bytes)).toBeUndefined();
  });

  it('is refused where it would be drawn larger than it may be', () => {
    const max = LIMITS.photo_pixels_max;
    for (const make of [png, jpeg]) {
      expect(cleanPhoto(make({ width: max, height: max }))).toBeDefined();
      for (const size of [
        { width: max + 1, height: 1 },
        { width: 1, height: max + 1 },
        { width: 0, height: 1 },
      ])
        expect(cleanPhoto(make(size))).toBeUndefined();
    }
  });

  it('is refused or still free of what was beside it after any cut or change, and cleaning twice is cleaning once', () => {
    const dirty = [
      png({ between: [chunk('tEXt', SECRET)] }),
      jpeg({ between: [segment(0xe1, SECRET), segment(0xfe, SECRET)] }),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...dirty),
        fc.nat(400),
        fc.nat(255),
        fc.option(fc.nat(400)),
        (bytes, at, value, cut) => {
          const changed = Buffer.from(bytes.subarray(0, cut === null ? bytes.length : cut));
          if (at < changed.length) changed[at] = value;
          const once = cleanPhoto(changed);
          if (!once) return;
          expect(once.content.length).toBeLessThanOrEqual(changed.length);
          expect(cleanPhoto(once.content)).toEqual(once);
        },
      ),
      { numRuns: 3_000 },
    );
    for (const bytes of dirty) expect(cleanPhoto(bytes)?.content.includes('Marina')).toBe(false);
  });
});
