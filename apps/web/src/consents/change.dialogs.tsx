import { Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSENT_WAYS, type ConsentWay } from '#domain/charter/consent.js';
import type {
  ConsentNarrowRequest,
  ConsentView,
  ConsentWithdrawalRequest,
  LeftView,
} from '#domain/wire/consent.js';
import { withdrawConsent } from '../api.js';
import { narrowConsent } from '../api.consents.js';
import { useChange } from '../kit/change.hook.js';
import { Dialog, DialogActions } from '../kit/dialog.js';
import { Choice, DayField, Ticks } from '../kit/fields.js';
import { ProblemAlert } from '../kit/states.js';
import { Label } from '../kit/text.js';
import { Left } from './copy.dialog.js';

interface ChangeProps {
  /** The client's code. */
  readonly client: string;
  readonly consent: ConsentView;
  readonly onClose: () => void;
}

/** After a change the list of what has left is shown; the page behind it is read again. */
function useLeft({ client }: ChangeProps): [LeftView[] | null, (left: LeftView[]) => Promise<void>] {
  const queries = useQueryClient();
  const [left, setLeft] = useState<LeftView[] | null>(null);
  return [
    left,
    async (found) => {
      setLeft(found);
      await queries.invalidateQueries({ queryKey: ['consents', client] });
      await queries.invalidateQueries({ queryKey: ['client', client] });
    },
  ];
}

/** What may be shared is made less: unticking, or an earlier day. */
export function NarrowDialog(props: ChangeProps) {
  const { consent, onClose } = props;
  const { t } = useTranslation();
  const [left, done] = useLeft(props);
  const [categories, setCategories] = useState(consent.categories);
  const [day, setDay] = useState(consent.expires_on ?? '');
  const [how, setHow] = useState<ConsentWay>('witnessed_oral');
  const narrow = useChange(
    (body: ConsentNarrowRequest, key) => narrowConsent(consent, body, key),
    ({ already_left }) => done(already_left ?? []),
  );
  if (left) return <LeftDialog left={left} onClose={onClose} />;
  return (
    <Dialog onClose={onClose} title={t('consents.narrow_title')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          narrow.run({ how, categories, ...(day === '' ? {} : { expires_on: day }) });
        }}
      >
        <Stack>
          <ProblemAlert problem={narrow.problem} />
          <Text fw={600}>
            <Label of={consent.recipient.names} />
          </Text>
          <Text>{t('consents.narrow_hint')}</Text>
          <Ticks
            field="categories"
            label={t('consents.ordinary')}
            value={categories}
            onChange={setCategories}
            options={consent.categories.map((one) => ({ value: one, label: t(`codes.category.${one}`) }))}
            error={narrow.errorOf('categories')}
          />
          <DayField
            field="expires_on"
            label={t('consent.expires_on')}
            value={day}
            onChange={setDay}
            error={narrow.errorOf('expires_on')}
          />
          <Choice
            field="how"
            label={t('consents.narrow_how')}
            value={how}
            onChange={setHow}
            options={CONSENT_WAYS.map((way) => ({ value: way, label: t(`codes.way.${way}`) }))}
            error={narrow.errorOf('how')}
          />
          <DialogActions submit={t('consents.narrow')} onClose={onClose} pending={narrow.pending} />
        </Stack>
      </form>
    </Dialog>
  );
}

/** Withdrawn in one screen: never harder than giving. */
export function WithdrawDialog(props: ChangeProps) {
  const { consent, onClose } = props;
  const { t } = useTranslation();
  const [left, done] = useLeft(props);
  const [how, setHow] = useState<ConsentWay>('witnessed_oral');
  const withdraw = useChange(
    (body: ConsentWithdrawalRequest, key) => withdrawConsent(consent.reference, body, consent.version, key),
    ({ already_left }) => done(already_left ?? []),
  );
  if (left) return <LeftDialog left={left} onClose={onClose} />;
  return (
    <Dialog onClose={onClose} title={t('consent.withdraw_title')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          withdraw.run({ how });
        }}
      >
        <Stack>
          <ProblemAlert problem={withdraw.problem} />
          <Text fw={600}>
            <Label of={consent.recipient.names} />
          </Text>
          <Text>{t('consent.withdraw_effect')}</Text>
          <Choice
            field="how"
            label={t('consent.withdraw_how')}
            value={how}
            onChange={setHow}
            options={CONSENT_WAYS.map((way) => ({ value: way, label: t(`codes.way.${way}`) }))}
            error={withdraw.errorOf('how')}
          />
          <DialogActions submit={t('consent.withdraw')} onClose={onClose} pending={withdraw.pending} ending />
        </Stack>
      </form>
    </Dialog>
  );
}

function LeftDialog({ left, onClose }: { left: LeftView[]; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog onClose={onClose} title={t('consents.left')}>
      <Left left={left} />
    </Dialog>
  );
}
