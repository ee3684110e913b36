import { useTranslation } from 'react-i18next';
import { HANDOFF_CONSENT_KINDS } from '#domain/charter/consent.js';
import type { ClientView } from '#domain/wire/client.js';
import type { ConsentView } from '#domain/wire/consent.js';
import { withWords } from '../i18n.js';
import { standingOf } from '../kit/consent.standing.js';
import { useDates } from '../kit/dates.hook.js';
import { Choice } from '../kit/fields.js';
import { later } from '../kit/later.js';
import type { ConsentDraft } from './consent.form.js';

const NewConsent = later(
  async () => (await withWords(['consents'], () => import('./new.consent.js'))).NewConsent,
);

/** Consents of the client for this partner that a handoff may stand on; a class of recipients has no code and is none of them. */
export const usableConsents = (client: ClientView, receiver: string | null): ConsentView[] =>
  client.consents.filter(
    (consent) =>
      receiver !== null &&
      consent.recipient.code === receiver &&
      HANDOFF_CONSENT_KINDS.includes(consent.kind) &&
      consent.purposes.includes('care') &&
      standingOf(consent) === 'valid',
  );

/** Which consent something stands on: the reference of one that is there, or null for the new one beside it. */
export interface ConsentChosen {
  consent: string | null;
  newConsent: ConsentDraft;
}

const NEW = 'new';

/** A consent that stands for this partner, or a new one talked over now. */
export function ConsentChoice(props: {
  client: ClientView;
  receiver: string | null;
  value: ConsentChosen;
  onChange: (part: Partial<ConsentChosen>) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const dates = useDates();
  const { client, receiver, value, onChange, errorOf } = props;
  const standing = usableConsents(client, receiver);
  return (
    <>
      {standing.length > 0 ? (
        <Choice
          field="consent"
          label={t('compose.use_consent')}
          value={value.consent ?? NEW}
          onChange={(consent) => onChange({ consent: consent === NEW ? null : consent })}
          options={[
            ...standing.map((consent) => ({
              value: consent.reference,
              label: dates.list(consent.categories.map((category) => t(`codes.category.${category}`))),
              hint: `${t('consent.given')} ${dates.dayOf(consent.given_at)}`,
            })),
            { value: NEW, label: t('compose.new_consent') },
          ]}
          error={errorOf('consent')}
        />
      ) : null}
      {value.consent === null ? (
        <NewConsent
          client={client}
          receiver={receiver}
          value={value.newConsent}
          onChange={(newConsent) => onChange({ newConsent })}
          errorOf={errorOf}
        />
      ) : null}
    </>
  );
}
