import { useTranslation } from 'react-i18next';
import { CLOCK_KINDS } from '#domain/charter/clocks.js';
import { BUSINESS_STATE_CODES, DECLINE_REASONS, FORCED_CHANGE_REASONS } from '#domain/charter/handoff.js';
import { BREAK_GLASS_REASONS } from '#domain/charter/identity.js';
import type { ExceptionKind } from '#domain/wire/house.js';
import { WORK_ITEM_KINDS } from '#domain/charter/code-lists.js';

/** The reason of an exception in words: which list its code is of, the kind says. What is no code stays as it was written. */
export function useReasonWords(): (kind: ExceptionKind, reason: string) => string {
  const { t } = useTranslation();
  return (kind, reason) => {
    const declined = DECLINE_REASONS.find((each) => each === reason);
    if (kind === 'declined' && declined) return t(`codes.decline_reason.${declined}`);
    const clock = CLOCK_KINDS.find((each) => each === reason);
    if (kind === 'unanswered' && clock) return t(`codes.clock.${clock}`);
    const opened = BREAK_GLASS_REASONS.find((each) => each === reason);
    if (kind === 'break_glass_unreviewed' && opened) return t(`codes.break_glass_reason.${opened}`);
    const state = BUSINESS_STATE_CODES.find((each) => each === reason);
    if (state) return t(`codes.state.${state}`);
    const work = WORK_ITEM_KINDS.find((each) => each === reason);
    if (work) return t(`codes.work_item.${work}`);
    const forced = FORCED_CHANGE_REASONS.find((each) => each === reason);
    return forced ? t(`codes.forced_change_reason.${forced}`) : reason;
  };
}
