import { describe, expect, it } from '@jest/globals';
import { normaliseDocumentNumber, normalisePhone } from './identity-number.js';

describe('A number somebody is known by', () => {
  it('is one however it is written, in digits of any script', () => {
    for (const phone of ['+7 (912) 345-67-89', '8 912 3456789', '٨٩١٢٣٤٥٦٧٨٩', '９１２３４５６７８９'])
      expect(normalisePhone(phone)).toBe('123456789');
    for (const number of ['4509 123456', '4509-123456', '٤٥٠٩ ١٢٣٤٥٦', '۴۵۰۹۱۲۳۴۵۶'])
      expect(normaliseDocumentNumber(number)).toBe('4509123456');
    expect(normaliseDocumentNumber('ab 12-34')).toBe(normaliseDocumentNumber('AB1234'));
  });

  it('is none when too little of it is left to mean anything', () => {
    for (const phone of ['112', '', '12-34']) expect(normalisePhone(phone)).toBe('');
    for (const number of ['№ 1', '', '12-3']) expect(normaliseDocumentNumber(number)).toBe('');
  });
});
