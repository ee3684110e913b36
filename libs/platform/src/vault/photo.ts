import { crc32 } from 'node:zlib';
import type { PhotoType } from '#domain/charter/identity.js';
import { LIMITS } from '#domain/charter/limits.js';

/**
 * Takes from a photograph everything but the picture: place, camera, thumbnail, comments, and whatever was hung on behind its
 * end. The type is told by the bytes, never by a name. Undefined: no JPEG or PNG, damaged, or more than 1,024 pixels a side.
 *
 * The picture itself is not decoded here: a decoder for images of strangers is the part of a program that is attacked most, and
 * the browser that took the picture has drawn it anew already (ADR 0036).
 */
export function cleanPhoto(bytes: Buffer): { type: PhotoType; content: Buffer } | undefined {
  if (bytes.subarray(0, PNG_MARK.length).equals(PNG_MARK)) {
    const content = cleanPng(bytes);
    return content && { type: 'image/png', content };
  }
  if (bytes.length > 4 && bytes[0] === 0xff && bytes[1] === 0xd8) {
    const content = cleanJpeg(bytes);
    return content && { type: 'image/jpeg', content };
  }
  return undefined;
}

const PNG_MARK = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** The chunks a picture is made of (PNG, third edition, section 11); text, time, profile and the rest stay behind. */
const PNG_KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

function cleanPng(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [PNG_MARK];
  let hasData = false;
  for (let at = PNG_MARK.length; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return undefined;
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined;
    const isFirst = kept.length === 1;
    if (isFirst !== (name === 'IHDR')) return undefined;
    if (isFirst && (length !== 13 || !fits(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12))))
      return undefined;
    if (PNG_KEPT.has(name)) kept.push(bytes.subarray(at, end));
    else if (/^[A-Z]/.test(name)) return undefined; // Critical and unknown: not the picture it says it is.
    hasData ||= name === 'IDAT' && length > 0;
    if (!isOfItsSize(name, length)) return undefined;
    if (name === 'IEND') return hasData ? Buffer.concat(kept) : undefined;
    at = end;
  }
  return undefined;
}

/** The palette and the end have a size of their own (PNG, 11.2 and 11.3): what is longer carries something else along. */
function isOfItsSize(name: string, length: number): boolean {
  if (name === 'IEND') return length === 0;
  if (name === 'PLTE') return length <= 768 && length % 3 === 0;
  return name !== 'tRNS' || length <= 256;
}

/** Frames of sequential and progressive Huffman coding: what browsers draw. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
/** Tables, frame, restart interval, scan (ITU-T T.81, B.1.1.3). */
const TABLES = new Set([0xc4, 0xdb, 0xdd]);
const ADOBE = 0xee;
const SCAN = 0xda;
const END = 0xd9;

function cleanJpeg(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let framed = false;
  let scanned = false;
  for (let at = 2; at + 2 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // Fill bytes may stand before a marker.
      continue;
    }
    if (marker === END)
      return framed && scanned ? Buffer.concat([...kept, bytes.subarray(at, at + 2)]) : undefined;
    if (at + 4 > bytes.length) return undefined;
    const length = bytes.readUInt16BE(at + 2);
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) return undefined;
    if (FRAMES.has(marker)) {
      if (framed || length < 8 || !fits(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)))
        return undefined;
      framed = true;
    } else if (marker === SCAN) {
      if (!framed) return undefined;
      scanned = true;
      end = endOfScan(bytes, end);
    } else if (!TABLES.has(marker) && !isColourMark(bytes, at, marker, length)) {
      const isMetadata = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
      if (!isMetadata) return undefined;
      at = end;
      continue;
    }
    kept.push(bytes.subarray(at, end));
    at = end;
  }
  return undefined;
}

/** How the colours are meant is part of the picture; everything else that applications write beside it is not. */
function isColourMark(bytes: Buffer, at: number, marker: number, length: number): boolean {
  return marker === ADOBE && length === 14 && bytes.toString('latin1', at + 4, at + 9) === 'Adobe';
}

/** Coded data run to the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7) && next !== 0xff) return at;
  }
  return bytes.length;
}

function fits(width: number, height: number): boolean {
  const max = LIMITS.photo_pixels_max;
  return width >= 1 && height >= 1 && width <= max && height <= max;
}
