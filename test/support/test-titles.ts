import ts from 'typescript';
import type { SourceFile } from './sources.js';

/** The full names of the tests a file defines, `file > describe > it`, as they are written: a title of a table keeps its `%s`. */
export function testNames({ path, text }: SourceFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node, above: readonly string[]): void => {
    const named = titleOf(node);
    if (named?.kind === 'it') found.push([...above, named.title].join(' > '));
    ts.forEachChild(node, (child) =>
      visit(child, named?.kind === 'describe' ? [...above, named.title] : above),
    );
  };
  visit(source, [path]);
  return found;
}

function titleOf(node: ts.Node): { kind: 'describe' | 'it'; title: string } | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const [first] = node.arguments;
  if (!first || !ts.isStringLiteralLike(first)) return undefined;
  const kind = /^(describe|it)\b/.exec(node.expression.getText())?.[1];
  return kind === undefined ? undefined : { kind: kind as 'describe' | 'it', title: first.text };
}
