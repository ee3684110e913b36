import pg from 'pg';

/**
 * Opens a connection for one piece of work and closes it. A server that goes away is reported by the query under way; one that
 * does not let us in by what `notLetIn` makes of it, where the caller has a name for that.
 */
export async function withClient<T>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
  notLetIn: (error: Error) => Error = (error) => error,
): Promise<T> {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  await client.connect().catch((error: Error) => {
    throw notLetIn(error);
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
