import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const API = path.resolve(import.meta.dirname, '..');
const FILES = readdirSync(API, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.dto.ts'),
);

interface Member {
  readonly type?: unknown;
  readonly required?: unknown;
  readonly selfRequired?: boolean;
}

/** Members of a class whose parts are named with it: those whose `required` is a list of names and no yes or no. */
function withParts(dto: { readonly name: string; readonly prototype: object }) {
  const names: string[] = (
    (Reflect.getMetadata('swagger/apiModelPropertiesArray', dto.prototype) ?? []) as string[]
  ).map((name) => name.slice(1));
  return names
    .map((name) => ({
      of: `${dto.name}.${name}`,
      ...(Reflect.getMetadata('swagger/apiModelProperties', dto.prototype, name) as Member),
    }))
    .filter(({ required }) => Array.isArray(required));
}

describe('What the document says of an answer', () => {
  it('has members with named parts as required, which naming the parts alone would make optional', async () => {
    const found = [];
    for (const file of FILES) {
      const module = (await import(path.join(API, file))) as Record<string, unknown>;
      for (const dto of Object.values(module))
        if (typeof dto === 'function' && dto.prototype) found.push(...withParts(dto as never));
    }
    expect(found.map(({ of }) => of)).toEqual(
      expect.arrayContaining([
        'ExceptionCountsDto.counts',
        'ReviewDto.counts',
        'LoopRowDto.counts',
        'ClientViewDto.record',
      ]),
    );
    expect(found.filter(({ selfRequired }) => selfRequired !== true).map(({ of }) => of)).toEqual([]);
  });
});
