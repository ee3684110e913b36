import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { ACTION_CODES, ACTIONS, type Action, type ActionSpec } from '#domain/charter/actions.js';
import { STAFF } from '#domain/charter/action-spec.js';
import { charterDocument } from '#domain/charter/charter-document.js';
import { handoffDocument } from '#domain/charter/handoff-document.js';
import { ROLE_CODES, type Role } from '#domain/charter/roles.js';
import { readSources, readText } from '../support/sources.js';

/** Roles that can only sign in so far: what they are for comes with later parts. Remove a role here when it gets its first action. */
const NOT_YET_ACTING: readonly Role[] = ['commission_member', 'commission_analyst'];

/** What everybody who can sign in may do makes nobody's role. */
const isEverybodys = ({ roles }: ActionSpec): boolean => STAFF.every((role) => roles.includes(role));

/** Actions that more than one method carries out, each with the reason. */
const MORE_THAN_ONE: Partial<Record<Action, string>> = {
  'client.list': 'the demonstration looks whether it has clients already, as any clinician may',
  'instrument.list': 'instruments are listed, and one is read with its words',
  'client.import': 'an import begins, takes one patient per transaction, and takes conditions',
  'work.list': 'the list, and how much is in each part of it',
  'handoff.send': 'a request is sent at once, or as a draft that was prepared',
  'handoff.deliver': 'a message is brought to its inbox, or becomes work when it cannot be',
  'duty.plan': 'a turn is planned, and cancelled',
  'exception.list': 'exceptions are counted, and listed by their kind',
  'notice.list': 'notices are listed, and those that were not read are counted',
  'notice.send': 'a message is planned, prepared, and marked as sent once it was taken',
  'review.list': 'reviews are listed, and read one by one',
  'review.close': 'one finding is closed, and the whole review',
  'protection.list': 'protected records are listed, and who reached for them',
  'window.enter': 'somebody came in, and somebody tried to',
  'window.view': 'the parts of the window, and how much of what was told is new',
  'complaint.follow':
    'a complaint is opened by its passphrase, listed and read in the window, and the houses are named',
  'complaint.reply': 'the complainant writes, and takes the complaint back',
  'complaint.list': 'complaints are listed, and read one by one',
  'complaint.handle': 'each step of looking into one: what the row decides, and what crosses houses',
  'correction.request': 'staff write it down, or the client asks in the window',
  'correction.state': 'staff write the words down, or the client does in the window',
  'access.request': 'staff write it down, or the client asks in the window',
  'rights.list': 'corrections are listed, and requests for the record',
  'rights.read': 'staff read the rights of a client, and the client reads their own',
  'breach.notify': 'the authority is told, the clients are, and the breach is closed',
  'leave.ask': 'staff write it down, or the client says so in the window',
  'deadline.tick': 'clocks are moved on, and what is past its time is reported',
  'audit.verify': 'a verification is asked for, and its answer fetched when the worker is done',
};
/** Actions that open no transaction of their own, each with the reason. */
const NONE: Partial<Record<Action, string>> = {
  'process.report': 'the door itself writes it, under the names process.started and process.stopped',
};

/** Every place where an action opens a transaction or is written to the audit: `file method`. */
function uses(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const known: readonly string[] = ACTION_CODES;
  const files = readSources(
    ['libs/casework/src', 'libs/platform/src', 'apps/worker/src', 'apps/cli/src', 'apps/api/src'],
    /(?<!\.spec)\.ts$/,
  );
  for (const file of files) {
    const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node, method: string): void => {
      const here =
        (ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node)) && node.name
          ? node.name.getText(source)
          : method;
      if (ts.isStringLiteral(node) && known.includes(node.text) && isIntent(node)) {
        const places = found.get(node.text) ?? new Set();
        found.set(node.text, places.add(`${file.path} ${here}`));
      }
      ts.forEachChild(node, (child) => visit(child, here));
    };
    visit(source, '');
  }
  return found;
}

/** `do: 'x'`, `action: 'x'`, or the argument that the moves of a handoff hand on. */
function isIntent(node: ts.StringLiteral): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return ['do', 'action'].includes(parent.name.getText());
  return ts.isCallExpression(parent) && parent.expression.getText() === 'this.move';
}

describe('the charter in use', () => {
  it('has each action carried out by exactly one method, or a reason', () => {
    const found = uses();
    const wrong = ACTION_CODES.flatMap((action) => {
      const places = [...(found.get(action) ?? [])];
      if (action in MORE_THAN_ONE)
        return places.length > 1 ? [] : [`${action}: no longer in more than one place`];
      if (action in NONE)
        return places.length === 0 ? [] : [`${action}: is carried out after all, ${places.join(', ')}`];
      return places.length === 1 ? [] : [`${action}: ${places.length === 0 ? 'nowhere' : places.join(', ')}`];
    });
    expect(wrong).toEqual([]);
  });

  it('gives every role an action, or says that it does not act yet', () => {
    const acting = new Set<Role>(
      Object.values<ActionSpec>(ACTIONS).flatMap((spec) => (isEverybodys(spec) ? [] : [...spec.roles])),
    );
    expect(ROLE_CODES.filter((role) => !acting.has(role))).toEqual(NOT_YET_ACTING);
  });

  it('is what people read: docs/charter.md and docs/handoff.md are fresh (npm run docs:charter)', () => {
    expect(readText('docs/charter.md')).toBe(charterDocument());
    expect(readText('docs/handoff.md')).toBe(handoffDocument());
  });
});
