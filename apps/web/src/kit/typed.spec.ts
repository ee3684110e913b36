import { describe, expect, it } from '@jest/globals';
import { amountOf, timesOf } from './typed.js';

describe('what is typed in an order', () => {
  it('reads amounts in the digits and with the sign of any keyboard here', () => {
    expect(['500', '2,5', '0.125', '٢٫٥', ' 10 '].map(amountOf)).toEqual([500, 2.5, 0.125, 2.5, 10]);
  });

  it('takes nothing for an amount that is none', () => {
    expect(['', 'ten', '1e9', '-5', '5mg', '1.23456', 'NaN'].map(amountOf)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('reads times of the day however they are set apart, and leaves what it cannot read to be refused', () => {
    expect(timesOf('8:00, 14.30;20:00')).toEqual(['08:00', '14:30', '20:00']);
    expect(timesOf('٨:٠٠، ٢٠:٠٠')).toEqual(['08:00', '20:00']);
    expect(timesOf('morning')).toEqual(['morning']);
    expect(timesOf('  ')).toEqual([]);
  });
});
