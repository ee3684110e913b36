import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CompactRange,
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  treeHead,
  verifyConsistency,
  verifyInclusion,
} from './merkle.js';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => Buffer.from(text, 'hex');

/** The definition of the RFC, word for word: slow, recursive, and written without looking at the code under test. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array());
  if (leaves.length === 1) return leaves[0]!;
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(Buffer.concat([Buffer.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k))]));
}

function naivePath(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return [];
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return m < k
    ? [...naivePath(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}

function naiveSubproof(m: number, leaves: readonly Uint8Array[], known: boolean): Uint8Array[] {
  if (m === leaves.length) return known ? [] : [naiveRoot(leaves)];
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return m <= k
    ? [...naiveSubproof(m, leaves.slice(0, k), known), naiveRoot(leaves.slice(k))]
    : [...naiveSubproof(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))];
}

const leavesOf = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => leafHash(sha256, Buffer.from(`entry ${at}`)));

/** Inputs and roots published with the reference implementation of RFC 6962 (certificate-transparency). */
const RFC_ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(bytes);
const RFC_ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('The Merkle tree', () => {
  it('has the roots and proofs published for RFC 6962', () => {
    const leaves = RFC_ENTRIES.map((entry) => leafHash(sha256, entry));
    expect(hex(treeHead(sha256, []))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    RFC_ROOTS.forEach((root, at) => expect(hex(treeHead(sha256, leaves.slice(0, at + 1)))).toBe(root));
    expect(inclusionProof(sha256, leaves, 5).map(hex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(consistencyProof(sha256, leaves, 6).map(hex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('keeps entries and inner nodes apart: a node passed off as an entry has another hash', () => {
    const [left, right] = leavesOf(2);
    expect(leafHash(sha256, Buffer.concat([left!, right!]))).not.toEqual(nodeHash(sha256, left!, right!));
  });

  it('agrees with the definition at every size up to 257, appended one at a time and restored in between', () => {
    const leaves = leavesOf(257);
    let range = new CompactRange(sha256);
    expect(range.root()).toEqual(naiveRoot([]));
    leaves.forEach((leaf, at) => {
      range.append(leaf);
      range = CompactRange.restore(sha256, range.serialise())!;
      expect(range.size).toBe(at + 1);
      expect(hex(range.root())).toBe(hex(naiveRoot(leaves.slice(0, at + 1))));
    });
  });

  it('refuses to restore what is not a range', () => {
    const range = new CompactRange(sha256);
    leavesOf(5).forEach((leaf) => range.append(leaf));
    const state = range.serialise();
    expect(CompactRange.restore(sha256, state.slice(0, -1))).toBeUndefined();
    expect(CompactRange.restore(sha256, new Uint8Array(3))).toBeUndefined();
    state[7] = 7;
    expect(CompactRange.restore(sha256, state)).toBeUndefined();
    expect(CompactRange.restore(sha256, new Uint8Array(8).fill(255))).toBeUndefined();
  });

  it('copies a range without sharing its future', () => {
    const range = new CompactRange(sha256);
    leavesOf(6).forEach((leaf) => range.append(leaf));
    const before = hex(range.root());
    range.copy().append(leavesOf(1)[0]!);
    expect(hex(range.root())).toBe(before);
  });

  const sizes = [
    ...Array.from({ length: 40 }, (_, at) => at + 1),
    63,
    64,
    65,
    100,
    127,
    128,
    129,
    200,
    255,
    256,
    257,
  ];

  it('proves the inclusion of every leaf, with the proof of the definition, and no other index or leaf passes', () => {
    for (const size of sizes) {
      const leaves = leavesOf(size);
      const tree = { size, root: treeHead(sha256, leaves) };
      for (let index = 0; index < size; index += size > 40 ? 7 : 1) {
        const proof = inclusionProof(sha256, leaves, index);
        expect(proof.map(hex)).toEqual(naivePath(index, leaves).map(hex));
        const leaf = { hash: leaves[index]!, index };
        const passes = [
          verifyInclusion(sha256, leaf, tree, proof),
          verifyInclusion(sha256, { ...leaf, index: (index + 1) % (size + 1) }, tree, proof),
          verifyInclusion(sha256, { ...leaf, hash: leafHash(sha256, Buffer.from('other')) }, tree, proof),
          verifyInclusion(sha256, leaf, tree, [...proof, leaf.hash]),
          verifyInclusion(sha256, leaf, tree, proof.slice(1)) && proof.length > 0,
        ];
        expect(passes).toEqual([true, false, false, false, false]);
      }
    }
  });

  it('proves consistency for every pair of sizes, with the proof of the definition, and no forged head passes', () => {
    const other = leafHash(sha256, Buffer.from('other'));
    for (const size of sizes) {
      const leaves = leavesOf(size);
      const newer = { size, root: treeHead(sha256, leaves) };
      for (let older = 1; older <= size; older += size > 40 ? 5 : 1) {
        const head = { size: older, root: treeHead(sha256, leaves.slice(0, older)) };
        const proof = consistencyProof(sha256, leaves, older);
        expect(proof.map(hex)).toEqual(naiveSubproof(older, leaves, true).map(hex));
        const passes = [
          verifyConsistency(sha256, head, newer, proof),
          verifyConsistency(sha256, { ...head, root: other }, newer, proof),
          verifyConsistency(sha256, head, { ...newer, root: other }, proof),
          verifyConsistency(sha256, head, newer, [...proof, other]),
        ];
        expect(passes).toEqual([true, false, false, false]);
      }
    }
  });

  it('answers no, and never fails, for proofs made of anything', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer(),
        fc.array(hash, { maxLength: 70 }),
        hash,
        (a, b, proof, root) => {
          expect(
            verifyInclusion(sha256, { hash: root, index: a }, { size: b, root: other(root) }, proof),
          ).toBe(false);
          expect(verifyConsistency(sha256, { size: a, root }, { size: b, root: other(root) }, proof)).toBe(
            false,
          );
        },
      ),
    );
    function other(root: Uint8Array): Uint8Array {
      return root.map((byte) => byte ^ 1);
    }
  });
});
