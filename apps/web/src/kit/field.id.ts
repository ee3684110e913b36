/** The id of a field on the page, from its name in the API: the links of an error lead to it. */
export const fieldId = (field: string): string => `field-${field.replaceAll('.', '-')}`;

/** What people write takes its own direction; only the box itself, so that the label stays with its language. */
export const OWN_DIRECTION = { attributes: { input: { dir: 'auto' } } } as const;

/** Logins, passwords, phones and codes run left to right in every language. */
export const LEFT_TO_RIGHT = { attributes: { input: { dir: 'ltr' } } } as const;
