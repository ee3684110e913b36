import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { networkOf } from './network-of.js';

const group = fc.integer({ min: 0, max: 0xffff }).map((one) => one.toString(16));
const groups = (length: number) => fc.array(group, { minLength: length, maxLength: length });

/** The same address with its first run of zeroes left out, as it is usually written. */
const shortened = (address: string) => address.replace(/(^|:)0(:0)+(:|$)/, '::');

describe('The network of an address', () => {
  it('is one for every host in it, however the address is written', () => {
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), (net, one, other) => {
        const first = [...net, ...one].join(':');
        const second = [...net, ...other].join(':');
        expect(networkOf(shortened(first))).toBe(networkOf(second));
        expect(networkOf(first.toUpperCase())).toBe(networkOf(shortened(second)));
      }),
    );
  });

  it('is another for another network', () => {
    fc.assert(
      fc.property(groups(8), groups(8), (one, other) => {
        fc.pre(one.slice(0, 4).join(':') !== other.slice(0, 4).join(':'));
        expect(networkOf(shortened(one.join(':')))).not.toBe(networkOf(shortened(other.join(':'))));
      }),
    );
  });

  it.each([
    ['2001:db8::1', '2001:db8::a:b:c:d'],
    ['2001:db8::1', '2001:0db8:0000:0000:0000:0000:1.2.3.4'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['fe80::1%eth0', 'fe80::2'],
    ['::1', '0:0:0:0:0:0:0:2'],
  ])('%s and %s are counted together', (one, other) => {
    expect(networkOf(one)).toBe(networkOf(other));
  });

  it.each([
    ['192.0.2.7', '192.0.2.8'],
    ['2001:db8::1', '2001:db8:0:1::1'],
  ])('%s and %s are counted apart', (one, other) => {
    expect(networkOf(one)).not.toBe(networkOf(other));
  });
});
