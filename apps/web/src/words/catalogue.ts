/** Plural categories of CLDR that a language uses. */
type Category = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/**
 * The shape of a catalogue in another language: every key of the English one, and for each counted phrase exactly the
 * plural categories of that language. A missing or surplus key does not compile.
 */
export type Catalogue<C extends Category, W> = {
  readonly [
    K in keyof W as K extends `${string}_one` ? never : K extends `${infer Base}_other` ? `${Base}_${C}` : K
  ]: W[K] extends string ? string : Catalogue<C, W[K]>;
};
