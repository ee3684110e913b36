import type { ConsentWay } from '#domain/charter/consent.js';
import type { ConsentDocument } from '#domain/wire/consent.js';
import { Choices, Field, Notice, PageForm } from '../pages/page.parts.js';
import { Document } from './sharing.page.js';
import { PartPage } from './window.parts.js';
import type { Visit } from './window-visits.js';

/** Somebody in their own window signs on the screen, or confirms with the code that only they have. */
export const SIGN_WAYS = ['electronic_signature', 'code'] as const satisfies readonly ConsentWay[];

interface SignPageProps {
  readonly visit: Visit;
  readonly document: ConsentDocument;
  /** What was chosen, posted again beside the signature. */
  readonly chosen: readonly (readonly [name: string, value: string])[];
}

/** The document before it is signed: the hash of what is read is what is signed, and nothing is ticked beforehand. */
export function SignPage({ visit, document, chosen }: SignPageProps) {
  const { words, posted, problem } = visit;
  const say = words.sharing;
  const byCode = chosen.some(([name, value]) => name === 'how' && value === 'code');
  return (
    <PartPage visit={visit} part="sharing">
      <Notice>{say.read}</Notice>
      <Document visit={visit} document={document} />
      <PageForm context={visit.context} action="/window/sharing/sign" submit={say.sign}>
        {chosen.map(([name, value], at) => (
          <input key={`${name}${at}`} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="read" value={document.sha256} />
        <Choices
          name="agree"
          legend={say.sign}
          kind="checkbox"
          wrong={problem?.field === 'agree' ? say.agree_needed : undefined}
          choices={[{ value: 'yes', say: say.agree, chosen: posted?.text('agree') === 'yes' }]}
        />
        {byCode && (
          <Field
            name="code"
            label={say.code}
            className="code"
            dir="ltr"
            required
            maxLength={40}
            autoComplete="off"
            wrong={problem?.field === 'code' ? problem.sentence : undefined}
          />
        )}
      </PageForm>
    </PartPage>
  );
}
