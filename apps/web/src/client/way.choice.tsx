import { useTranslation } from 'react-i18next';
import { CONSENT_WAYS, type ConsentWay } from '#domain/charter/consent.js';
import { Choice } from '../kit/fields.js';

/** How the client said so. */
export function WayChoice(props: {
  value: ConsentWay | null;
  onChange: (way: ConsentWay) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Choice
      field="given_how"
      label={t('standing.how')}
      value={props.value}
      onChange={props.onChange}
      options={CONSENT_WAYS.map((value) => ({ value, label: t(`codes.way.${value}`) }))}
      error={props.error}
    />
  );
}
