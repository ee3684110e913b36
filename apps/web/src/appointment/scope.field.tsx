import { useTranslation } from 'react-i18next';
import { SERIES_SCOPES, type SeriesScope } from '#domain/charter/contact.js';
import { Choice } from '../kit/fields.js';

/** This one alone, or with all that follow in its series. */
export function Scope(props: {
  value: SeriesScope;
  onChange: (scope: SeriesScope) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Choice
      field="scope"
      label={t('appointments.scope')}
      value={props.value}
      onChange={props.onChange}
      options={SERIES_SCOPES.map((value) => ({ value, label: t(`codes.series_scope.${value}`) }))}
      error={props.error}
    />
  );
}
