/** Where what was read of assessments is kept until something changes. */
export const assessmentsKey = (code: string) => ['assessments', code] as const;
export const instrumentsKey = ['instruments'] as const;
