import { Notice } from '../pages/page.parts.js';
import { PartPage } from './window.parts.js';
import type { Visit } from './window-visits.js';

/** The papers of the window, by the letter in their address: an address names none of them. */
export const COPIES = { a: 'record', b: 'record_data', c: 'accounting', d: 'certificate' } as const;

/** What a client takes along. A link, not a form: a telephone then asks where to keep it. */
export function CopyPage({ visit }: { readonly visit: Visit }) {
  const say = visit.words.copy;
  return (
    <PartPage visit={visit} part="copy" lead={say.lead}>
      <ul className="menu">
        <li>
          <a href="/window/copy/a">{say.pdf}</a>
        </li>
        <li>
          <a href="/window/copy/b">{say.fhir}</a>
        </li>
        <li>
          <a href="/window/copy/c">{say.sent}</a>
        </li>
        <li>
          <a href="/window/copy/d">{say.certificate}</a>
        </li>
      </ul>
      <Notice>{say.careful}</Notice>
    </PartPage>
  );
}
