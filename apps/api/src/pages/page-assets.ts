import { createHash } from 'node:crypto';
import { QUICK_EXIT_SCRIPT } from './quick-exit.script.js';
import { STYLE } from './page.style.js';

/** A file of the pages, under a name that changes with its content, so that it is fetched once and kept. */
export interface PageAsset {
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

export function asset(name: string, ending: string, type: string, text: string): PageAsset {
  const mark = createHash('sha256').update(text).digest('base64url').slice(0, 10);
  return { path: `/pages/${name}.${mark}.${ending}`, type, text };
}

/** A plain dot: what stands beside the title in a tab tells nobody anything. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5" fill="#5b6b7b"/></svg>';

export const PAGE_STYLE = asset('style', 'css', 'text/css; charset=utf-8', STYLE);
export const QUICK_EXIT = asset('exit', 'js', 'text/javascript; charset=utf-8', QUICK_EXIT_SCRIPT);
export const PAGE_ICON = asset('icon', 'svg', 'image/svg+xml', ICON);

const ASSETS = new Map<string, PageAsset>([PAGE_STYLE, QUICK_EXIT, PAGE_ICON].map((one) => [one.path, one]));

/** Adds a file of a feature, such as the script of the passkeys, to those that are served. */
export function addAsset(added: PageAsset): PageAsset {
  ASSETS.set(added.path, added);
  return added;
}

export function findAsset(path: string): PageAsset | undefined {
  return ASSETS.get(path);
}
