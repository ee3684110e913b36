/** One operation of the OpenAPI document, as far as tests go by it. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  /** Names of the header parameters, in lower case. */
  readonly headers: readonly string[];
  /** Reference of the schema of its refusals. */
  readonly refusal: string | undefined;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<
    Record<
      string,
      { readonly content?: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>> }
    >
  >;
}

/** Reads the operations out of an OpenAPI document. */
export function readRoutes(document: unknown): Operation[] {
  const { paths } = document as { paths: Record<string, Record<string, Described>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const refusal = Object.values(described.responses['default']?.content ?? {})[0]?.schema.$ref;
      return {
        method: method.toUpperCase(),
        path,
        headers: (described.parameters ?? [])
          .filter((one) => one.in === 'header')
          .map(({ name }) => name.toLowerCase()),
        refusal,
      };
    }),
  );
}
