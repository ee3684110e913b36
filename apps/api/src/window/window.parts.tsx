import type { ReactNode } from 'react';
import type { Labels } from '#domain/wire/common.js';
import type { WindowPart } from '#domain/words/window.en.js';
import { Frame } from '../pages/frame.js';
import type { PageAsset } from '../pages/page-assets.js';
import { Notice } from '../pages/page.parts.js';
import type { Visit } from './window-visits.js';

export const LEAVE = '/window/leave';

/** Puts values into a sentence: `{at}`. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

export function Name({ visit, labels }: { readonly visit: Visit; readonly labels: Labels }) {
  return <bdi>{labels[visit.context.language]}</bdi>;
}

/** A number that a telephone can ring at a touch. */
export function Telephone({ number }: { readonly number: string }) {
  return (
    <a href={`tel:${number.replace(/[^+\d]/g, '')}`} dir="ltr">
      {number}
    </a>
  );
}

interface PartPageProps {
  readonly visit: Visit;
  readonly part: WindowPart;
  /** Said after a change. */
  readonly done?: string;
  readonly lead?: string;
  readonly scripts?: readonly PageAsset[];
  readonly children: ReactNode;
}

/** A page of the window: the way back, its heading, what was just done or went wrong, and the content. */
export function PartPage({ visit, part, done, lead, scripts, children }: PartPageProps) {
  const { context, words } = visit;
  return (
    <Frame
      context={context}
      title={words.tab}
      exit={LEAVE}
      back={{ to: '/window', say: words.back }}
      {...(scripts ? { scripts } : {})}
    >
      <h1>{words.parts[part].title}</h1>
      {visit.problem && <Notice tone="bad">{visit.problem.sentence}</Notice>}
      {visit.asked.done && !visit.problem && <Notice tone="good">{done ?? words.done}</Notice>}
      {lead && <p>{lead}</p>}
      {children}
    </Frame>
  );
}

/** The way to what is older. */
export function Older({
  visit,
  part,
  next,
}: {
  readonly visit: Visit;
  readonly part: WindowPart;
  readonly next: string | null;
}) {
  if (next === null) return null;
  return (
    <p>
      <a href={`/window/${part}?before=${encodeURIComponent(next)}`}>{visit.words.more}</a>
    </p>
  );
}
