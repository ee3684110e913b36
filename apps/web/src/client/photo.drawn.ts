import type { PhotoRequest } from '#domain/wire/identity.js';

/** Wide enough to recognise a face, small enough for a slow line. */
const SIDE_PIXELS = 512;
const QUALITY = 0.82;

/**
 * A picture drawn anew and no larger than 512 pixels a side, as JPEG: what the camera wrote beside it never leaves the browser.
 * Null: the file is no picture.
 */
export async function drawnAnew(file: Blob): Promise<PhotoRequest | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const scale = Math.min(1, SIDE_PIXELS / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const [, content] = canvas.toDataURL('image/jpeg', QUALITY).split(',');
  return content === undefined || content === '' ? null : { type: 'image/jpeg', content };
}
