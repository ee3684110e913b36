import { wordOf } from '#domain/words/codes.js';
import { CONSENT_WORDS } from '#domain/words/consent.js';
import type { DisclosureLine } from '#domain/wire/consent.js';
import type { WindowAccess, WindowOpening } from '#domain/wire/window.js';
import type { WindowPage } from '#casework/window/window-record.service.js';
import { Facts } from '../pages/page.parts.js';
import { Name, Older, PartPage } from './window.parts.js';
import type { Visit } from './window-visits.js';

interface LooksPageProps {
  readonly visit: Visit;
  readonly looks: WindowPage<WindowAccess> & { readonly openings: readonly WindowOpening[] };
}

/** Who looked at the record and why: role and house, never the person (R-A02); openings in need with their reason (R-D07). */
export function LooksPage({ visit, looks }: LooksPageProps) {
  const { words, dates } = visit;
  const say = words.looks;
  return (
    <PartPage visit={visit} part="looks" lead={say.lead}>
      {looks.openings.length > 0 && visit.asked.before === undefined && (
        <>
          <h2>{say.opened}</h2>
          <p>{say.opened_lead}</p>
          {looks.openings.map((one) => (
            <Opening key={`${one.opened_at}${one.organisation.en}`} visit={visit} opening={one} />
          ))}
          <h2>{words.parts.looks.title}</h2>
        </>
      )}
      {looks.items.length === 0 && <p>{words.none}</p>}
      <ol className="road">
        {looks.items.map((one) => (
          <li key={one.id}>
            <strong>
              {say.kinds[one.kind]}
              {one.refused ? ` (${say.refused})` : ''}
            </strong>
            <br />
            {wordOf(visit.context.language, 'role', one.role)},{' '}
            <Name visit={visit} labels={one.organisation} />
            <br />
            <span className="soft">
              {dates.at(one.at, one.time_zone)} · {say.purposes[one.purpose]}
            </span>
          </li>
        ))}
      </ol>
      <Older visit={visit} part="looks" next={looks.next} />
    </PartPage>
  );
}

function Opening({ visit, opening }: { readonly visit: Visit; readonly opening: WindowOpening }) {
  const { dates } = visit;
  const say = visit.words.looks;
  const list = new Intl.ListFormat(visit.context.language);
  return (
    <section className="card">
      <p>
        <Name visit={visit} labels={opening.organisation} />
        <br />
        <span className="soft">{dates.at(opening.opened_at, opening.time_zone)}</span>
      </p>
      <Facts
        facts={[
          [say.reason, say.reasons[opening.reason]],
          [say.what, list.format(opening.fields.map((field) => say.fields[field]))],
          [
            say.checked,
            opening.verdict === null
              ? say.not_checked
              : opening.verdict === 'justified'
                ? say.justified
                : say.not_justified,
          ],
        ]}
      />
    </section>
  );
}

interface SentPageProps {
  readonly visit: Visit;
  readonly lines: readonly DisclosureLine[];
  readonly zone: string;
  readonly next: string | null;
}

/** What left one house for another about the client, on what ground: the accounting of disclosures (R-D05). */
export function SentPage({ visit, lines, zone, next }: SentPageProps) {
  const { words, dates, context } = visit;
  const say = words.sent;
  const consentWords = CONSENT_WORDS[context.language];
  const list = new Intl.ListFormat(context.language);
  return (
    <PartPage visit={visit} part="sent" lead={say.lead}>
      {lines.length === 0 && <p>{words.none}</p>}
      {lines.map((one) => (
        <section className="card" key={`${one.disclosed_at}${one.to?.en ?? one.to_class}${one.tier}`}>
          <h2>{dates.at(one.disclosed_at, zone)}</h2>
          <Facts
            facts={[
              [say.from, <Name key="from" visit={visit} labels={one.from} />],
              [
                say.to,
                one.to ? (
                  <Name key="to" visit={visit} labels={one.to} />
                ) : (
                  one.to_class && consentWords.recipient_class[one.to_class]
                ),
              ],
              [
                say.what,
                one.categories.length === 0
                  ? say.nothing_named
                  : list.format(one.categories.map((category) => say.categories[category])),
              ],
              [say.why, say.bases[one.basis]],
              [say.how, consentWords.disclosure_channel[one.channel]],
            ]}
          />
        </section>
      ))}
      <Older visit={visit} part="sent" next={next} />
    </PartPage>
  );
}
