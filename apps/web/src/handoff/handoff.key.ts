/** Under which a handoff is kept once it was read. */
export const handoffKey = (reference: string) => ['handoff', reference] as const;
