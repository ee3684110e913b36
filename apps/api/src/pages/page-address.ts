/**
 * The first names of addresses that answer with a page of ours: HTML that works without a script. They stand beside `/api`, their
 * forms may be posted as forms, and a refusal there is a page.
 */
export const PAGE_ROOTS = ['window', 'partner', 'pages', 'today', 'voice', 'verify', 'meetings'] as const;

const PAGE_ADDRESS = new RegExp(`^/(?:${PAGE_ROOTS.join('|')})(?=[/?]|$)`);

/** Whether an address is one of a page of ours. */
export function isPageAddress(url: string): boolean {
  return PAGE_ADDRESS.test(url);
}
