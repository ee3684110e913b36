import path from 'node:path';
import { deriveKey, type Keys } from './keys.js';

/** A key of the deployment for one purpose: of `length` bytes, the same as long as the database lives, stored nowhere. */
export function deploymentKey(keys: Keys, label: string, length: number): Buffer {
  return deriveKey(keys.root, label, length);
}

/** The folder outside the data in which the keys lie, and beside them what must outlive every backup. */
export function keysFolder(keys: Keys, dataDirectory: string): string {
  return keys.file ? path.dirname(keys.file) : path.join(dataDirectory, 'keys');
}
