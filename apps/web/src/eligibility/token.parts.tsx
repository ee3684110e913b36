import type { EligibilityView, ProgrammeView } from '#domain/wire/eligibility.js';
import { Bdi, Label } from '../kit/text.js';

export const eligibilityKey = (client: string) => ['eligibility', client] as const;

/** Programme and tier as the pack names them; one that the pack no longer has keeps its code. */
export function Programme(props: {
  token: Pick<EligibilityView, 'programme' | 'tier'>;
  programmes: readonly ProgrammeView[];
}) {
  const { token, programmes } = props;
  const programme = programmes.find(({ code }) => code === token.programme);
  const tier = programme?.tiers.find(({ code }) => code === token.tier);
  return (
    <>
      {programme ? <Label of={programme.names} /> : <Bdi>{token.programme}</Bdi>}
      {' · '}
      {tier ? <Label of={tier.names} /> : <Bdi>{token.tier}</Bdi>}
    </>
  );
}
