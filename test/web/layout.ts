import type { Page } from 'playwright-core';

/** A document and its elements, in the page: the server's types know none. */
// oxlint-disable-next-line typescript/no-explicit-any
type InPage = any;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A piece of text as it is drawn. */
interface Text extends Box {
  readonly said: string;
  /** Numbers of its element and of those around it. */
  readonly within: readonly number[];
  /** What it lies in that opens above the page; -1 for the page itself. */
  readonly layer: number;
}

/** What a person would see as broken: a page wider than its window, text that is cut off, things that lie over each other. */
export async function layoutFaults(page: Page): Promise<string[]> {
  const html = page.locator('html');
  const cut = (await html.evaluate(findCut)) as string[];
  const texts = (await html.evaluate(collectTexts)) as Text[];
  return [...new Set([...cut, ...overlaps(texts)])];
}

/** Runs in the page, so it is whole in itself. A pixel is what rounding may cost. */
function findCut(html: InPage): string[] {
  const { documentElement, defaultView: view } = html.ownerDocument;
  const faults: string[] = [];
  const said = (element: InPage): string => element.textContent.replace(/\s+/g, ' ').trim().slice(0, 40);
  const wider = documentElement.scrollWidth - documentElement.clientWidth;
  if (wider > 0) faults.push(`the page is ${wider} px wider than its window`);
  for (const element of html.querySelectorAll('body *')) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    // What is there for screen readers alone takes one pixel.
    if (!isText || element.tagName === 'OPTION' || element.clientWidth <= 1) continue;
    if (element.closest('.unseen, .skip, [aria-hidden=true]')) continue;
    const style = view.getComputedStyle(element);
    if (style.display !== 'inline') {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
      if (/hidden|clip/.test(style.overflowX) && scrollWidth > clientWidth + 1)
        faults.push(`cut off: ${said(element)}`);
      if (/hidden|clip/.test(style.overflowY) && scrollHeight > clientHeight + 2)
        faults.push(`cut off below: ${said(element)}`);
    }
    const box = element.getBoundingClientRect();
    for (let at = element.parentElement; at && at !== html; at = at.parentElement) {
      const { overflowX, position } = view.getComputedStyle(at);
      if (/auto|scroll/.test(overflowX) || position === 'fixed') break;
      if (!/hidden|clip/.test(overflowX)) continue;
      const around = at.getBoundingClientRect();
      if (around.width > 1 && (box.left < around.left - 2 || box.right > around.right + 2))
        faults.push(`cut off by what is around it: ${said(element)}`);
    }
  }
  return faults;
}

/** Runs in the page. What scrolls or stays apart from the page is left out: others may pass beneath it. */
function collectTexts(html: InPage): Text[] {
  const { defaultView: view, body } = html.ownerDocument;
  const elements: InPage[] = [...html.querySelectorAll('body *')];
  const numbers = new Map(elements.map((element, number) => [element, number]));
  const isApart = (element: InPage): boolean => {
    for (let at = element; at && at !== body; at = at.parentElement) {
      const { position, overflowX, overflowY } = view.getComputedStyle(at);
      if (/fixed|sticky/.test(position) || /auto|scroll/.test(`${overflowX} ${overflowY}`)) return true;
    }
    return false;
  };
  const around = (element: InPage): number[] => {
    const found: number[] = [];
    for (let at = element; at && at !== body; at = at.parentElement) found.push(numbers.get(at) ?? -1);
    return found;
  };
  const range = html.ownerDocument.createRange();
  return elements.flatMap((element) => {
    const own = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (own.length === 0 || /^(OPTION|SCRIPT|STYLE)$/.test(element.tagName)) return [];
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return [];
    if (element.clientWidth === 1 || element.closest('.unseen, .skip, [aria-hidden=true]')) return [];
    if (isApart(element)) return [];
    const above = element.closest('[role=dialog], [role=menu], [role=listbox], [role=tooltip]');
    const shared = {
      said: element.textContent.replace(/\s+/g, ' ').trim().slice(0, 40),
      within: around(element),
      layer: above ? (numbers.get(above) ?? -1) : -1,
    };
    return own.flatMap((node) => {
      range.selectNodeContents(node);
      return [...range.getClientRects()]
        .filter(({ width, height }) => width > 2 && height > 2)
        .map(({ left, top, right, bottom }) => ({ left, top, right, bottom, ...shared }));
    });
  });
}

/** Pairs of texts that share more than a hair. */
function overlaps(texts: readonly Text[]): string[] {
  const sorted = [...texts].sort((a, b) => a.top - b.top);
  return sorted.flatMap((one, place) => {
    const faults: string[] = [];
    for (const other of sorted.slice(place + 1)) {
      if (other.top >= one.bottom) break;
      if (one.layer !== other.layer || isPart(one, other) || isPart(other, one)) continue;
      const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (width > 3 && height > 4) faults.push(`on top of each other: ${one.said} | ${other.said}`);
    }
    return faults;
  });
}

const isPart = (inner: Text, outer: Text): boolean => inner.within.includes(outer.within[0] ?? -1);
