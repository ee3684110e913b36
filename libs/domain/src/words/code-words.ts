/** The shape of the words of codes in another language: every code of the English ones, and no other. */
export type CodeWords<W> = { readonly [K in keyof W]: W[K] extends string ? string : CodeWords<W[K]> };
