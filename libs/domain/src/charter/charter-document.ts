import { ACTIONS, type ActionSpec } from './actions.js';
import { DISCLOSURE_TIERS, PACKET_FIELDS } from './consent.js';
import { HANDOFF_KINDS } from './handoff.js';
import { LIMITS } from './limits.js';
import { code, codes, table } from './markdown.js';
import { CRITERIA, PATHWAY, SPELL_OUTCOMES, STAGES, type Stage } from './pathway.js';
import { ROLES } from './roles.js';

function roles(): string {
  const rows = Object.entries(ROLES).map(([role, purpose]) => {
    const actions = Object.entries<ActionSpec>(ACTIONS).filter(([, spec]) =>
      (spec.roles as readonly string[]).includes(role),
    );
    return [code(role), purpose, actions.length];
  });
  return table(['Role', 'What it is for', 'Actions'], rows);
}

function actions(): string {
  const rows = Object.entries<ActionSpec>(ACTIONS).map(([action, spec]) => [
    code(action),
    codes(spec.roles),
    spec.on,
    spec.condition ? code(spec.condition) : '',
    spec.purpose,
    spec.audit,
  ]);
  return table(['Action', 'Roles', 'On', 'Condition', 'Purpose', 'Audit'], rows);
}

function pathway(): string {
  const rows = STAGES.flatMap((from) =>
    Object.entries<{ direction: string }>(PATHWAY[from]).map(([to, { direction }]) => [
      code(from),
      code(to),
      direction,
      direction === 'onward' ? codes(criteriaOf(from)) : '',
    ]),
  );
  return table(['From', 'To', 'Direction', 'To be met before'], rows);
}

function criteriaOf(stage: Stage): string[] {
  return Object.entries<{ stage: Stage }>(CRITERIA)
    .filter(([, criterion]) => criterion.stage === stage)
    .map(([name]) => name);
}

function consent(): string {
  const rows = DISCLOSURE_TIERS.flatMap((tier) =>
    Object.entries<{ from: string; category: string | null }>(PACKET_FIELDS)
      .filter(([, field]) => field.from === tier)
      .map(([name, { category }]) => [
        tier,
        code(name),
        category === null
          ? 'comes with the request'
          : category === 'each'
            ? 'each entry: the categories of what it is about'
            : code(category),
      ]),
  );
  return table(['From tier', 'Field', 'Opened by the category'], rows);
}

/** The charter as one page for people (docs/charter.md). Pure, so that a test can compare the page with what is in force. */
export function charterDocument(): string {
  const outcomes = Object.entries(SPELL_OUTCOMES).map(([outcome, kind]) => [code(outcome), kind]);
  const limits = Object.entries(LIMITS).map(([name, value]) => [code(name), value]);
  return `${[
    '# The charter',
    'Written from `libs/domain/src/charter` by `npm run docs:charter`; change it there. A test compares this page with the code.',
    '## Roles',
    roles(),
    '## Actions',
    'Nothing happens to data but by one of these actions: it names who may, under which condition, and what the audit writes.',
    actions(),
    '## The road',
    'A return (relapse, stepping up) asks for nothing and is always open. Moving on with criteria unmet needs a reason and a countersignature, and never counts as completed.',
    pathway(),
    '## How a stay ends',
    table(['Outcome', 'Counted as'], outcomes),
    '## Handoffs',
    `There are ${HANDOFF_KINDS.length} kinds: ${codes(HANDOFF_KINDS)}. A referral leaves custody where it is; a transfer moves it when the client has arrived. Where a handoff can stand, its moves, clocks and every refusal: [the handoff](handoff.md).`,
    '## What a partner is told',
    'A field is disclosed from its tier on, and only under a standing consent for its category: D1 with the request, D2 when it is taken, D3 when it is accepted, D4 when the client has arrived.',
    consent(),
    '## Limits',
    table(['Limit', 'Value'], limits),
  ].join('\n\n')}\n`;
}
