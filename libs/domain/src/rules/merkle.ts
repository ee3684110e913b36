import { must } from '../must.js';

/**
 * The Merkle tree of RFC 6962 section 2 and RFC 9162 section 2.1, with the hash function passed in so that the
 * same rules run on the server and in a verifier elsewhere. Sizes are plain numbers: a log stays below 2^53.
 */
export type Hash = (bytes: Uint8Array) => Uint8Array;

const LEAF_PREFIX = 0;
const NODE_PREFIX = 1;
const HASH_BYTES = 32;
const SIZE_BYTES = 8;

/** Hash of an entry: H(0x00 || entry). The prefix keeps an entry from posing as an inner node. */
export function leafHash(hash: Hash, entry: Uint8Array): Uint8Array {
  const input = new Uint8Array(entry.length + 1);
  input[0] = LEAF_PREFIX;
  input.set(entry, 1);
  return hash(input);
}

/** Hash of an inner node: H(0x01 || left || right). */
export function nodeHash(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + left.length + right.length);
  input[0] = NODE_PREFIX;
  input.set(left, 1);
  input.set(right, 1 + left.length);
  return hash(input);
}

/** Root over leaf hashes (MTH of RFC 9162 2.1.1); the root of an empty tree is the hash of nothing. */
export function treeHead(hash: Hash, leafHashes: Iterable<Uint8Array>): Uint8Array {
  const range = new CompactRange(hash);
  for (const leaf of leafHashes) range.append(leaf);
  return range.root();
}

/**
 * The right edge of a growing tree: the roots of its complete subtrees, largest first. Appending and asking for
 * the root cost O(log n), so a log of any length is sealed and verified in constant memory.
 */
export class CompactRange {
  private count = 0;
  private subtrees: Uint8Array[] = [];

  constructor(private readonly hash: Hash) {}

  get size(): number {
    return this.count;
  }

  append(leaf: Uint8Array): void {
    must(leaf.length === HASH_BYTES, 'A leaf hash has 32 bytes');
    let node = leaf;
    // Every trailing one in the old size is a complete subtree as high as the node it now joins.
    for (let size = this.count; size % 2 === 1; size = Math.floor(size / 2)) {
      node = nodeHash(this.hash, this.subtrees.pop()!, node);
    }
    this.subtrees.push(node);
    this.count += 1;
  }

  root(): Uint8Array {
    if (this.count === 0) return this.hash(new Uint8Array(0));
    let node = this.subtrees[this.subtrees.length - 1]!;
    for (let at = this.subtrees.length - 2; at >= 0; at -= 1)
      node = nodeHash(this.hash, this.subtrees[at]!, node);
    return node;
  }

  /** The state as bytes: size (8 bytes, big-endian), then the subtree roots. */
  serialise(): Uint8Array {
    const bytes = new Uint8Array(SIZE_BYTES + this.subtrees.length * HASH_BYTES);
    let rest = this.count;
    for (let at = SIZE_BYTES - 1; at >= 0; at -= 1) {
      bytes[at] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    this.subtrees.forEach((node, at) => bytes.set(node, SIZE_BYTES + at * HASH_BYTES));
    return bytes;
  }

  /** Reads back what `serialise` wrote; answers undefined when the bytes cannot be a range. */
  static restore(hash: Hash, bytes: Uint8Array): CompactRange | undefined {
    if (bytes.length < SIZE_BYTES) return undefined;
    let size = 0;
    for (let at = 0; at < SIZE_BYTES; at += 1) size = size * 256 + bytes[at]!;
    if (!Number.isSafeInteger(size) || bytes.length !== SIZE_BYTES + onesIn(size) * HASH_BYTES)
      return undefined;
    const range = new CompactRange(hash);
    range.count = size;
    for (let at = SIZE_BYTES; at < bytes.length; at += HASH_BYTES)
      range.subtrees.push(bytes.slice(at, at + HASH_BYTES));
    return range;
  }

  /** An independent copy, for trying out a batch that may yet be rolled back. */
  copy(): CompactRange {
    const range = new CompactRange(this.hash);
    range.count = this.count;
    range.subtrees = [...this.subtrees];
    return range;
  }
}

/** Path from a leaf to the root of the tree over all given leaf hashes (RFC 9162 2.1.3.1). */
export function inclusionProof(hash: Hash, leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  must(index >= 0 && index < leafHashes.length, 'Inclusion is proven for a leaf of the tree');
  const path: Uint8Array[] = [];
  let from = 0;
  let to = leafHashes.length;
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from);
    const left = index < middle;
    path.unshift(treeHead(hash, left ? leafHashes.slice(middle, to) : leafHashes.slice(from, middle)));
    if (left) to = middle;
    else from = middle;
  }
  return path;
}

/** Says whether the path leads from this leaf at this index to the root of a tree of this size (RFC 9162 2.1.3.2). */
export function verifyInclusion(
  hash: Hash,
  leaf: { readonly hash: Uint8Array; readonly index: number },
  tree: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (!isIndex(leaf.index) || !isIndex(tree.size) || leaf.index >= tree.size) return false;
  let position = leaf.index;
  let last = tree.size - 1;
  let node = leaf.hash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      node = nodeHash(hash, sibling, node);
      while (position % 2 === 0 && position !== 0) {
        position = half(position);
        last = half(last);
      }
    } else {
      node = nodeHash(hash, node, sibling);
    }
    position = half(position);
    last = half(last);
  }
  return last === 0 && sameBytes(node, tree.root);
}

/** Proof that the tree over the first `size` leaves is a prefix of the tree over all of them (RFC 9162 2.1.4.1). */
export function consistencyProof(hash: Hash, leafHashes: readonly Uint8Array[], size: number): Uint8Array[] {
  must(size > 0 && size <= leafHashes.length, 'Consistency is proven for a smaller tree that is not empty');
  const path: Uint8Array[] = [];
  let from = 0;
  let to = leafHashes.length;
  let whole = true; // whether the old tree is exactly the subtree reached, and starts where it starts
  while (size < to) {
    const middle = from + largestPowerBelow(to - from);
    if (size <= middle) {
      path.unshift(treeHead(hash, leafHashes.slice(middle, to)));
      to = middle;
    } else {
      path.unshift(treeHead(hash, leafHashes.slice(from, middle)));
      from = middle;
      whole = false;
    }
  }
  if (!whole) path.unshift(treeHead(hash, leafHashes.slice(from, to)));
  return path;
}

/** Says whether the proof shows that `older` is a prefix of `newer` (RFC 9162 2.1.4.2). An empty older tree proves nothing. */
export function verifyConsistency(
  hash: Hash,
  older: { readonly size: number; readonly root: Uint8Array },
  newer: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (!isIndex(older.size) || !isIndex(newer.size) || older.size === 0 || older.size > newer.size)
    return false;
  if (older.size === newer.size) return proof.length === 0 && sameBytes(older.root, newer.root);
  const path = isPowerOfTwo(older.size) ? [older.root, ...proof] : [...proof];
  const [first, ...rest] = path;
  if (!first) return false;
  let position = older.size - 1;
  let last = newer.size - 1;
  while (position % 2 === 1) {
    position = half(position);
    last = half(last);
  }
  let oldNode = first;
  let newNode = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      oldNode = nodeHash(hash, sibling, oldNode);
      newNode = nodeHash(hash, sibling, newNode);
      while (position % 2 === 0 && position !== 0) {
        position = half(position);
        last = half(last);
      }
    } else {
      newNode = nodeHash(hash, newNode, sibling);
    }
    position = half(position);
    last = half(last);
  }
  return last === 0 && sameBytes(oldNode, older.root) && sameBytes(newNode, newer.root);
}

/** Compares public hashes; not for secrets, it stops at the first difference. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function isIndex(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  return onesIn(value) === 1;
}

function onesIn(value: number): number {
  let ones = 0;
  for (let rest = value; rest > 0; rest = half(rest)) ones += rest % 2;
  return ones;
}

/** The largest power of two smaller than the value: where RFC 9162 splits a tree. */
function largestPowerBelow(value: number): number {
  let power = 1;
  while (power * 2 < value) power *= 2;
  return power;
}
