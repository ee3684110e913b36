/** Under which the follow-ups of a client are kept on the page, for the list and for whoever changes it. */
export const followUpsKey = (code: string) => ['follow-ups', code] as const;
