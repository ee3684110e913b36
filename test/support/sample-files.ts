import type { DocumentType } from '#domain/charter/document.js';

function chunk(name: string, content = ''): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return `${length.toString('latin1')}${name}${content}\0\0\0\0`;
}

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The smallest files of each type that a house keeps. */
export const SAMPLES: Readonly<Record<DocumentType, Buffer>> = {
  'application/pdf': latin('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  'image/png': latin(
    `\x89PNG\r\n\x1a\n${chunk('IHDR', 'x'.repeat(13))}${chunk('IDAT', 'abc')}${chunk('IEND')}`,
  ),
  'image/jpeg': latin('\xff\xd8\xff\xe0\0\x04ab\xff\xda\0\x04cd\x01\x02\xff\0\x03\xff\xd9'),
  'text/plain': Buffer.from('Температура 38,5 — ملاحظة 😀', 'utf8'),
};

/** The test string of the makers of virus scanners, in halves so that none takes this file for it. */
export const TEST_VIRUS = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(
  '',
);

export const ARCHIVE = latin('PK\x03\x04\x14\0name.txtPK\x01\x02PK\x05\x06');
