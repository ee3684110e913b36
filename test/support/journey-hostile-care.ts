import type { Request } from './staff.js';

/** A note that is not there: what goes there is right in form and changes nothing. */
const NO_NOTE = '00000000-0000-4000-8000-000000000021';
const NOBODY = '00000-00000';

/** The addresses above, as the OpenAPI document writes them. */
export function nameCarePlaces(path: string): string {
  return path.replace(NO_NOTE, '{note}').replace(`/clients/${NOBODY}/notes`, '/clients/{client}/notes');
}

/** For what is written in the course of care: requests that are right in form, about nobody or on versions that will never be. */
export function ofCare(client: string, AT: { readonly version: number }): Request[] {
  const path = `/api/clients/${client}`;
  const note = `/api/notes/${NO_NOTE}`;
  return [
    { method: 'GET', path: `${path}/notes` },
    { method: 'GET', path: `${path}/counselling-notes` },
    {
      method: 'POST',
      path: `/api/clients/${NOBODY}/notes`,
      body: { kind: 'progress', words: 'x', written_at: null },
    },
    { method: 'GET', path: note },
    { method: 'POST', path: `${note}/amend`, body: { words: 'x' }, ...AT },
    { method: 'POST', path: `${note}/void`, body: { reason: 'x' }, ...AT },
  ];
}
