import type { Page } from 'playwright-core';

/** Pixels that rounding may cost. */
const SLACK = 1;

/** What a person would see as broken: a page wider than its window, text that is cut off, things that lie over each other. */
export async function layoutFaults(page: Page): Promise<string[]> {
  const html = page.locator('html');
  const found = (await html.evaluate(findFaults, SLACK)) as string[];
  return [...new Set(found)];
}

/** Runs in the page, so it is whole in itself. */
function findFaults(
  // oxlint-disable-next-line typescript/no-explicit-any -- the server's types know no document
  html: any,
  slack: number,
): string[] {
  const document = html.ownerDocument;
  const view = document.defaultView;
  const faults: string[] = [];
  const said = (element: { textContent: string }): string =>
    element.textContent.replace(/\s+/g, ' ').trim().slice(0, 40);
  const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wider > 0) faults.push(`the page is ${wider} px wider than its window`);

  interface Box {
    left: number;
    top: number;
    right: number;
    bottom: number;
  }
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  const texts: { box: Box; element: any }[] = [];
  for (const element of html.querySelectorAll('body *')) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const style = view.getComputedStyle(element);
    const own = [...element.childNodes].filter(
      (node) => node.nodeType === 3 && node.data.trim() !== '' && element.tagName !== 'OPTION',
    );
    if (own.length === 0) continue;
    // What is there for screen readers alone takes one pixel.
    if (element.clientWidth === 1 || element.closest('.unseen, .skip, [aria-hidden=true]')) continue;
    const clips = /hidden|clip/;
    const isBlock = style.display !== 'inline';
    if (isBlock && clips.test(style.overflowX) && element.scrollWidth > element.clientWidth + slack)
      faults.push(`cut off: ${said(element)}`);
    if (isBlock && clips.test(style.overflowY) && element.scrollHeight > element.clientHeight + 2 * slack)
      faults.push(`cut off below: ${said(element)}`);
    const range = document.createRange();
    for (const node of own) {
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        if (box.width > 2 && box.height > 2) texts.push({ box, element });
    }
  }

  /** Whether an element scrolls or floats apart from the page, so that others may pass beneath it. */
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  const isApart = (element: any): boolean => {
    for (let at = element; at; at = at.parentElement) {
      const { position, overflowX, overflowY } = view.getComputedStyle(at);
      if (/fixed|sticky/.test(position)) return true;
      if (at !== html && at !== document.body && /auto|scroll/.test(`${overflowX} ${overflowY}`)) return true;
    }
    return false;
  };
  // What opens above the page lies over it on purpose.
  const OVER = '[role=dialog], [role=menu], [role=listbox], [role=tooltip], [role=alert]';
  const flat = texts.filter(({ element }) => !isApart(element));
  for (const { box, element } of flat) {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (!/hidden|clip/.test(view.getComputedStyle(at).overflowX)) continue;
      const around = at.getBoundingClientRect();
      if (around.width > 1 && (box.left < around.left - 2 || box.right > around.right + 2))
        faults.push(`cut off by what is around it: ${said(element)}`);
    }
  }
  const sorted = flat.sort((a, b) => a.box.top - b.box.top);
  sorted.forEach((one, place) => {
    for (const other of sorted.slice(place + 1)) {
      if (other.box.top >= one.box.bottom) break;
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      if (one.element.closest(OVER) !== other.element.closest(OVER)) continue;
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (width > 3 && height > 4)
        faults.push(`on top of each other: ${said(one.element)} | ${said(other.element)}`);
    }
  });
  return faults;
}
