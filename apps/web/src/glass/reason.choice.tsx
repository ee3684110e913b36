import { useTranslation } from 'react-i18next';
import type { BreakGlassReason } from '#domain/charter/identity.js';
import { Choice } from '../kit/fields.js';

/** Coded reasons, each one tap away. */
export function ReasonChoice<R extends BreakGlassReason>(props: {
  label: string;
  reasons: readonly R[];
  value: R | null;
  onChange: (reason: R) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Choice
      field="reason"
      label={props.label}
      value={props.value}
      onChange={props.onChange}
      options={props.reasons.map((value) => ({ value, label: t(`codes.break_glass_reason.${value}`) }))}
      error={props.error}
    />
  );
}
