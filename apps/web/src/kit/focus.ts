import { fieldId } from './field.id.js';

/** Leads to a field of the form on this page: focuses its box, or the first box of its group. */
export function focusField(field: string): void {
  const element = document.getElementById(fieldId(field));
  const target = element?.matches('input, textarea, select, button')
    ? element
    : (element?.querySelector<HTMLElement>('input, textarea, select') ?? element);
  target?.scrollIntoView({ block: 'center' });
  target?.focus({ preventScroll: true });
}
