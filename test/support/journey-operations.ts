type Schema = Readonly<Record<string, unknown>>;

/** One operation of the OpenAPI document, as far as tests go by it. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  /** Names of the header parameters, in lower case. */
  readonly headers: readonly string[];
  readonly query: readonly string[];
  /** Schema of the content, resolved one level; undefined where none is sent. */
  readonly content: Schema | undefined;
  /** Reference of the schema of its refusals. */
  readonly refusal: string | undefined;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>>;
  };
  readonly responses: Readonly<
    Record<
      string,
      { readonly content?: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>> }
    >
  >;
}

/** Reads the operations out of an OpenAPI document. */
export function readRoutes(document: unknown): Operation[] {
  const { paths, components } = document as {
    paths: Record<string, Record<string, Described>>;
    components: { schemas: Record<string, Schema> };
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const named = (place: string) =>
        (described.parameters ?? []).filter((one) => one.in === place).map(({ name }) => name);
      const reference = described.requestBody?.content['application/json']?.schema.$ref;
      const refusal = Object.values(described.responses['default']?.content ?? {})[0]?.schema.$ref;
      return {
        method: method.toUpperCase(),
        path,
        headers: named('header').map((name) => name.toLowerCase()),
        query: named('query'),
        content: reference === undefined ? undefined : components.schemas[reference.split('/').at(-1)!],
        refusal,
      };
    }),
  );
}
