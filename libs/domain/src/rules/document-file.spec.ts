import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '../charter/limits.js';
import type { DocumentType } from '../charter/document.js';
import { Refusal } from '../refusal.js';
import { assertDocumentFile } from './document-file.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const chunk = (name: string, content = ''): string => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return `${length.toString('latin1')}${name}${content}\0\0\0\0`;
};
const PNG = `\x89PNG\r\n\x1a\n${chunk('IHDR', 'x'.repeat(13))}${chunk('IDAT', 'abc')}${chunk('IEND')}`;
const JPEG = '\xff\xd8\xff\xe0\0\x04ab\xff\xda\0\x04cd\x01\x02\xff\0\x03\xff\xd0\x04\xff\xd9';
const PDF = '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

const FIT: readonly [DocumentType, Buffer][] = [
  ['image/png', bytes(PNG)],
  ['image/jpeg', bytes(JPEG)],
  ['application/pdf', bytes(PDF)],
  ['text/plain', Buffer.from('Температура 38,5 — 100% ملاحظة 😀\r\n\tдальше', 'utf8')],
];

function refused(content: Buffer, type: DocumentType): string | undefined {
  try {
    assertDocumentFile(content, type);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.details.field).toBe('content');
    return error.code;
  }
}

describe('A file', () => {
  it('is taken where its bytes are one file of the type it says', () => {
    for (const [type, content] of FIT) expect([type, refused(content, type)]).toEqual([type, undefined]);
  });

  it('that lies about its type is refused by name, whichever it says', () => {
    expect(FIT).toHaveLength(4);
    for (const [type, content] of FIT)
      for (const [said] of FIT)
        if (said !== type) expect([said, refused(content, said)]).toEqual([said, 'document.not_as_said']);
  });

  it('that is an archive, a program, a page, or nothing known is refused by name', () => {
    const cases: readonly [string, string][] = [
      ['PK\x03\x04rest', 'document.archive'],
      ['\x1f\x8b\x08rest', 'document.archive'],
      ['Rar!\x1a\x07\x01', 'document.archive'],
      [`${'a'.repeat(257)}ustar\x0000`, 'document.archive'],
      ['MZ\x90\0', 'document.program'],
      ['\x7fELF\x02', 'document.program'],
      ['#!/bin/sh\n', 'document.program'],
      ['\xd0\xcf\x11\xe0\xa1', 'document.program'],
      ['<!DOCTYPE html><p>', 'document.unknown_type'],
      ['  <svg onload=x>', 'document.unknown_type'],
      ['{\\rtf1 x}', 'document.unknown_type'],
      ['GIF89a\0\0', 'document.unknown_type'],
      ['\xc0\xafnot utf-8', 'document.unknown_type'],
    ];
    for (const [content, code] of cases)
      expect([content, refused(bytes(content), 'text/plain')]).toEqual([content, code]);
  });

  it('with the test string of virus scanners is refused, alone and within every type', () => {
    expect(refused(bytes(EICAR), 'text/plain')).toBe('document.harmful');
    for (const [type, content] of FIT)
      expect(refused(Buffer.concat([content, bytes(EICAR)]), type)).toBe('document.harmful');
  });

  it('that is two at once is refused: something behind it, before it, or an archive within', () => {
    const zip = 'PK\x03\x04name PK\x01\x02 PK\x05\x06';
    const cases: readonly [DocumentType, string][] = [
      ['image/png', `${PNG}more`],
      ['image/png', `${PNG}${PDF}`],
      ['image/png', `\x89PNG\r\n\x1a\n${chunk('IHDR', 'x'.repeat(13))}${chunk('tEXt', zip)}${chunk('IEND')}`],
      ['image/png', PNG.slice(0, -3)],
      ['image/jpeg', `${JPEG}${zip}`],
      ['image/jpeg', `${JPEG}x`],
      ['image/jpeg', `\xff\xd8\xff\xfe\0\x12<script>alert()\xff\xd9`],
      ['application/pdf', `${PDF}${zip}`],
      ['application/pdf', `${PDF}${'x'.repeat(2_000)}`],
      ['application/pdf', `%PDF-1.4\n<script>x</script>\n%%EOF`],
      ['text/plain', `hello ${PDF}`],
      ['text/plain', 'hello PK\x0a'.replace('PK\x0a', 'fine\n%PDF-1.3')],
    ];
    for (const [type, content] of cases) {
      const code = refused(bytes(content), type);
      expect([content, code]).toEqual([content, 'document.two_at_once']);
    }
  });

  it('of PDF that acts, carries files or is locked is refused, its names written plainly or not', () => {
    const pdf = (more: string): Buffer => bytes(PDF.replace('/Type', `${more}/Type`));
    for (const name of ['/JavaScript', '/JS(x)', '/Launch', '/EmbeddedFiles', '/J#61vaScript', '/#4aS'])
      expect([name, refused(pdf(name), 'application/pdf')]).toEqual([name, 'document.acts']);
    expect(refused(pdf('/Encrypt 3 0 R'), 'application/pdf')).toBe('document.locked');
    expect(refused(pdf('/JSomething'), 'application/pdf')).toBeUndefined();
  });

  it('that is empty or larger than the limit is refused, one of just the limit is not', () => {
    expect(refused(Buffer.alloc(0), 'text/plain')).toBe('document.empty');
    expect(refused(Buffer.alloc(LIMITS.document_bytes_max, 'a'), 'text/plain')).toBeUndefined();
    expect(refused(Buffer.alloc(LIMITS.document_bytes_max + 1, 'a'), 'text/plain')).toBe(
      'document.too_large',
    );
  });

  it('is looked through whatever its bytes are: nothing but a refusal is ever thrown', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648);
    for (let round = 0; round < 2_000; round += 1) {
      const [type, content] = FIT[random() % FIT.length]!;
      const broken = Buffer.from(content);
      for (let hit = 0; hit < 3; hit += 1) broken[random() % broken.length] = random() % 256;
      expect(typeof refused(broken, type)).toMatch(/string|undefined/);
    }
  });
});
