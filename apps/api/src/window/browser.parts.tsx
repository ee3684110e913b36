import type { OwnContactView } from '#domain/wire/notices.js';
import { NOTICE_WORDS } from '#domain/words/notices.js';
import { addAsset, asset } from '../pages/page-assets.js';
import { PageForm } from '../pages/page.parts.js';
import { BROWSER_SCRIPT_TEXT } from './browser.script.js';
import { fill } from './window.parts.js';
import type { Visit } from './window-visits.js';

export const BROWSER_SCRIPT = addAsset(
  asset('told', 'js', 'text/javascript; charset=utf-8', BROWSER_SCRIPT_TEXT),
);

/** Offers to show a line on this device when there is something new. It is there only where a script can do it. */
export function BrowserOffer({
  visit,
  contact,
}: {
  readonly visit: Visit;
  readonly contact: OwnContactView;
}) {
  const { context, words } = visit;
  const say = words.messages.device;
  if (contact.push_key === null || contact.anonymous || contact.rules?.do_not_contact === true) return null;
  const line = NOTICE_WORDS[context.language].client.subject;
  return (
    <section hidden data-browser={contact.push_key} data-marks={contact.device_marks.join(' ')}>
      <h2>{say.title}</h2>
      <div data-when="off failed" hidden>
        <p>{fill(say.lead, { line })}</p>
        <p data-when="failed" role="alert" hidden>
          {say.failed}
        </p>
        <Press visit={visit} contact={contact} action="/window/messages/device" say={say.on} />
      </div>
      <div data-when="on" hidden>
        <p>{say.is_on}</p>
        <Press visit={visit} contact={contact} action="/window/messages/no-device" say={say.off} />
      </div>
      <p data-when="denied" hidden>
        {say.denied}
      </p>
    </section>
  );
}

interface PressProps {
  readonly visit: Visit;
  readonly contact: OwnContactView;
  readonly action: string;
  readonly say: string;
}

function Press({ visit, contact, action, say }: PressProps) {
  return (
    <PageForm context={visit.context} action={action} submit={say} look="plain">
      <input type="hidden" name="version" value={contact.version} />
      <input type="hidden" name="answer" value="" />
    </PageForm>
  );
}
