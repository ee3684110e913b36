import type { InputHTMLAttributes, ReactNode } from 'react';
import type { PageContext } from './page-context.js';
import { FRAME_WORDS } from './page.words.js';

interface PageFormProps {
  readonly context: PageContext;
  /** The address it is posted to; the key of the form is good there and nowhere else. */
  readonly action: string;
  readonly submit: string;
  readonly look?: 'plain' | 'grave';
  readonly children?: ReactNode;
}

/** A form that posts once: its key names the change, so a double tap is one change. */
export function PageForm({ context, action, submit, look, children }: PageFormProps) {
  const { key, mark } = context.formKey(action);
  return (
    <form method="post" action={action} acceptCharset="utf-8" autoComplete="off">
      <input type="hidden" name="key" value={key} />
      <input type="hidden" name="mark" value={mark} />
      {children}
      <button type="submit" className={look}>
        {submit}
      </button>
    </form>
  );
}

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with it, said beside it. */
  readonly wrong?: string | undefined;
}

/** A line to fill in, with its label, a hint and what is wrong. */
export function Field({ name, label, hint, wrong, ...rest }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <About name={name} hint={hint} wrong={wrong} />
      <input id={name} name={name} {...described(name, hint, wrong)} {...rest} />
    </div>
  );
}

interface TextProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
  readonly value?: string;
  readonly limit: number;
  readonly required?: boolean;
}

/** Room for words of one's own. */
export function TextField({ name, label, hint, wrong, value, limit, required }: TextProps) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <About name={name} hint={hint} wrong={wrong} />
      <textarea
        id={name}
        name={name}
        dir="auto"
        rows={5}
        maxLength={limit}
        required={required}
        defaultValue={value}
        {...described(name, hint, wrong)}
      />
    </div>
  );
}

export interface Choice {
  readonly value: string;
  readonly say: ReactNode;
  readonly chosen?: boolean;
}

interface ChoicesProps {
  readonly name: string;
  readonly legend: string;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
  readonly choices: readonly Choice[];
  /** One of them, or any number. */
  readonly kind: 'radio' | 'checkbox';
}

/** Things to choose from, each a large target. */
export function Choices({ name, legend, hint, wrong, choices, kind }: ChoicesProps) {
  return (
    <fieldset {...described(name, hint, wrong)}>
      <legend>{legend}</legend>
      <About name={name} hint={hint} wrong={wrong} />
      {choices.map(({ value, say, chosen }) => (
        <div className="choice" key={value}>
          <input type={kind} name={name} id={`${name}-${value}`} value={value} defaultChecked={chosen} />
          <label htmlFor={`${name}-${value}`}>{say}</label>
        </div>
      ))}
    </fieldset>
  );
}

interface OneOfProps {
  readonly context: PageContext;
  readonly name: string;
  readonly label: string;
  readonly wrong?: string | undefined;
  readonly chosen: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

/** One of more than a telephone shows at once: the telephone’s own list, with nothing chosen beforehand. */
export function OneOf({ context, name, label, wrong, chosen, options }: OneOfProps) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <About name={name} hint={undefined} wrong={wrong} />
      <select id={name} name={name} required defaultValue={chosen} {...described(name, undefined, wrong)}>
        <option value="">{FRAME_WORDS[context.language].choose}</option>
        {options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

interface NoticeProps {
  readonly tone?: 'good' | 'bad';
  readonly children: ReactNode;
}

/** Something said before the rest: an answer to what was done, or what is wrong. */
export function Notice({ tone, children }: NoticeProps) {
  return (
    <div className={tone ? `notice ${tone}` : 'notice'} role={tone === 'bad' ? 'alert' : 'status'}>
      {typeof children === 'string' ? <p>{children}</p> : children}
    </div>
  );
}

export type Fact = readonly [name: string, value: ReactNode] | false | '' | null | undefined;

/** Names with what belongs to them; what is not known is left out by the caller. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const known = facts.filter((fact) => !!fact);
  return (
    <dl className="facts">
      {known.map(([name, value]) => [<dt key={`${name}-name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}

interface AboutProps {
  readonly name: string;
  readonly hint: string | undefined;
  readonly wrong: string | undefined;
}

function About({ name, hint, wrong }: AboutProps) {
  return (
    <>
      {hint && (
        <span className="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {wrong && (
        <span className="wrong" id={`${name}-wrong`}>
          {wrong}
        </span>
      )}
    </>
  );
}

function described(name: string, hint: string | undefined, wrong: string | undefined) {
  const ids = [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(' ');
  return {
    ...(ids ? { 'aria-describedby': ids } : {}),
    ...(wrong ? { 'aria-invalid': true } : {}),
  };
}
