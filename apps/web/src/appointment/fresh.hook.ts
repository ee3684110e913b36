import { useQueryClient } from '@tanstack/react-query';

/** Every list that shows an appointment is read anew after a change: that of the client, of the day and of the group. */
export function useFresh(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({
      predicate: ({ queryKey }) => ['appointments', 'calendar', 'group'].includes(String(queryKey[0])),
    });
  };
}
