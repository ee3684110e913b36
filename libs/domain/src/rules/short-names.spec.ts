import { describe, expect, it } from '@jest/globals';
import { nameSkeleton } from './person-name.js';
import { fullNameSounds } from './short-names.js';

describe('A short form of a name', () => {
  it.each([
    ['Саша', 'Александр', 'Александра'],
    ['САША', 'Александр'],
    ['Женя', 'Евгений', 'Евгения'],
    ['Bill', 'William'],
    ['Liz', 'Elizabeth'],
    ['حمادة', 'محمد', 'أحمد'],
    ['عبده', 'عبد الله', 'عبد الرحمن'],
    ['Michael', 'Михаил'],
    ['Sasha Ivanovich', 'Александр'],
  ])('%s stands for the full names it may be short for', (short, ...full) => {
    for (const name of full) expect(fullNameSounds(short)).toContain(nameSkeleton(name));
  });

  it('is none of a full name, of nobody and of an odd word', () => {
    for (const name of ['Александр', 'محمد', 'William', '', 'constructor', '__proto__'])
      expect(fullNameSounds(name)).toEqual([]);
  });
});
