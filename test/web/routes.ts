import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const WEB = path.resolve('apps', 'web', 'src');

/** Every address of the router, as `/clients/$code`, read from where the router is written: none can be forgotten. */
export function routesOf(folder = WEB): string[] {
  const declared = new Map<string, { path: string; parent: string | null }>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/(?<!\.spec)\.tsx?$/.test(file)) continue;
    const text = readFileSync(path.join(folder, file), 'utf8');
    if (!/\bcreate(?:Root)?Route\(/.test(text)) continue;
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
    for (const [name, route] of routesIn(source)) declared.set(name, route);
  }
  const full = (name: string): string => {
    const route = declared.get(name);
    if (!route) throw new Error(`The router names a parent that is not declared: ${name}`);
    return route.parent === null ? '' : `${full(route.parent)}/${route.path}`;
  };
  const addresses = [...declared]
    .filter(([, { parent }]) => parent !== null)
    .map(([name]) => full(name).replaceAll(/\/{2,}/g, '/'));
  return [...new Set(addresses.map((each) => (each.length > 1 ? each.replace(/\/$/, '') : each)))].sort();
}

function routesIn(source: ts.SourceFile): Map<string, { path: string; parent: string | null }> {
  const found = new Map<string, { path: string; parent: string | null }>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isCallExpression(node.initializer)) {
      const callee = node.initializer.expression.getText();
      if (callee === 'createRootRoute') found.set(node.name.getText(), { path: '', parent: null });
      if (callee === 'createRoute')
        found.set(node.name.getText(), partsOf(node.initializer.arguments[0], source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function partsOf(
  options: ts.Expression | undefined,
  source: ts.SourceFile,
): { path: string; parent: string } {
  if (!options || !ts.isObjectLiteralExpression(options)) throw new Error('A route without options');
  const valueOf = (name: string): ts.Expression | undefined => {
    const property = options.properties.find((each) => each.name?.getText(source) === name);
    return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
  };
  const parent = valueOf('getParentRoute');
  const address = valueOf('path');
  if (!parent || !ts.isArrowFunction(parent)) throw new Error('A route that does not name its parent');
  return {
    path: address && ts.isStringLiteralLike(address) ? address.text : '',
    parent: parent.body.getText(source),
  };
}
