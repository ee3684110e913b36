import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import {
  ASSESSMENT_BANDS,
  ASSESSMENT_FLAGS,
  ASSESSMENT_LEVELS,
  ASSESSMENT_MODES,
  LICENCE_CLASSES,
  SHOWN_CLASSES,
  type AssessmentLevel,
  type Band,
  type Condition,
  type CutOff,
  type Instrument,
  type InstrumentItem,
  type InstrumentTexts,
  type LicenceClass,
  type ScoreRule,
} from '#domain/charter/instrument.js';
import { Checker, type Place } from '../packs/pack-checker.js';

const SCORE_KINDS = ['sum', 'mean', 'percent', 'lost_productivity'] as const;
const BETTER = ['lower', 'higher'] as const;
/** Nothing found is what is left where no level holds; no file says so. */
const FOUND_LEVELS = ASSESSMENT_LEVELS.filter(
  (one): one is Exclude<AssessmentLevel, 'none'> => one !== 'none',
);
const ANSWER_MAX = 999;
const CODE = /^[a-z0-9_]+$/;

/** Reads one instrument; answers it with everything that is wrong with it, each with file and place. */
export function readInstrument(file: string): { instrument: Instrument; problems: readonly string[] } {
  const c = new Checker(file);
  const at = (name: string) => c.member(c.root, name);
  const recall = at('recall_days');
  const retired = c.maybe(at('retired_on'), (one) => c.text(one, /^\d{4}-\d{2}-\d{2}$/));
  const items = c.list(at('items'), (place) => readItem(c, place));
  const licence = c.oneOf(c.member(at('licence'), 'class'), LICENCE_CLASSES);
  const instrument: Instrument = {
    id: c.text(at('id'), /^[a-z0-9-]+$/),
    version: c.text(at('version')),
    ...(retired !== undefined && { retired_on: retired }),
    names: c.labels(at('names')),
    about: c.labels(at('about')),
    licence: {
      class: licence,
      holder: c.text(c.member(at('licence'), 'holder')),
      source: c.text(c.member(at('licence'), 'source')),
    },
    modes: c.list(at('modes'), (one) => c.oneOf(one, ASSESSMENT_MODES)),
    recall_days: recall.value === null ? null : c.number(recall, 1, 3660),
    per_substance: c.yesNo(at('per_substance')),
    items,
    scores: c.list(at('scores'), (place) => readScore(c, place)),
    levels: c.list(at('levels'), (place) => ({
      code: c.oneOf(c.member(place, 'code'), FOUND_LEVELS),
      if: readCondition(c, c.member(place, 'if')),
    })),
    flags: c.list(at('flags'), (place) => ({
      code: c.oneOf(c.member(place, 'code'), ASSESSMENT_FLAGS),
      if: readCondition(c, c.member(place, 'if')),
    })),
    texts: readTexts(c, at('texts'), licence),
  };
  refuseStrangers(c, instrument);
  return { instrument, problems: c.problems };
}

function readItem(c: Checker, place: Place): InstrumentItem {
  const answers = c.member(place, 'answers');
  const askedIf = c.member(place, 'asked_if');
  return {
    id: c.text(c.member(place, 'id'), /^[a-z0-9.]+$/),
    answers: Array.isArray(answers.value)
      ? c.list(answers, (one) => c.number(one, 0, ANSWER_MAX))
      : {
          from: c.number(c.member(answers, 'from'), 0, ANSWER_MAX),
          to: c.number(c.member(answers, 'to'), 0, ANSWER_MAX),
        },
    ...(askedIf.value !== undefined && { asked_if: readCondition(c, askedIf) }),
    ...(c.member(place, 'may_withhold').value === true && { may_withhold: true }),
    ...(c.member(place, 'sensitive').value !== undefined && {
      sensitive: c.oneOf(c.member(place, 'sensitive'), ['crime'] as const),
    }),
  };
}

function readCondition(c: Checker, place: Place): Condition {
  for (const name of ['all', 'any'] as const) {
    const inner = c.member(place, name);
    if (inner.value === undefined) continue;
    const conditions = c.list(inner, (one) => readCondition(c, one));
    return name === 'all' ? { all: conditions } : { any: conditions };
  }
  const score = c.member(place, 'score');
  if (score.value !== undefined) {
    const to = c.maybe(c.member(place, 'to'), (one) => c.number(one, 0, ANSWER_MAX));
    return {
      score: c.text(score),
      from: c.number(c.member(place, 'from'), 0, ANSWER_MAX),
      ...(to !== undefined && { to }),
    };
  }
  return {
    item: c.text(c.member(place, 'item')),
    is: c.list(c.member(place, 'is'), (one) => c.number(one, 0, ANSWER_MAX)),
  };
}

function readScore(c: Checker, place: Place): ScoreRule {
  const at = (name: string) => c.member(place, name);
  const whole = (name: string) => c.maybe(at(name), (one) => c.number(one, 0, ANSWER_MAX));
  const [times, missing, change] = [whole('times'), whole('missing_max'), whole('reliable_change')];
  const better = c.maybe(at('better'), (one) => c.oneOf(one, BETTER));
  const counted = at('counted_if');
  const bands = c.maybe(at('bands'), (one) =>
    c.object(one, (set) => c.list(set, (band) => readBand(c, band))),
  );
  const cutOffs = c.maybe(at('cut_offs'), (one) => c.list(one, (cut) => readCutOff(c, cut)));
  const recode = c.maybe(at('recode'), (one) =>
    c.object(one, (values) => c.object(values, (value) => c.number(value, 0, ANSWER_MAX))),
  );
  const base = {
    id: c.text(at('id')),
    of: c.list(at('of'), (one) => c.text(one)),
    min: c.number(at('min'), 0, ANSWER_MAX),
    max: c.number(at('max'), 0, ANSWER_MAX),
    ...(times !== undefined && { times }),
    ...(missing !== undefined && { missing_max: missing }),
    ...(change !== undefined && { reliable_change: change }),
    ...(better && { better }),
    ...(bands && { bands }),
    ...(cutOffs && { cut_offs: cutOffs }),
    ...(recode && { recode }),
    ...(counted.value !== undefined && {
      counted_if: {
        item: c.text(c.member(counted, 'item')),
        is: c.list(c.member(counted, 'is'), (one) => c.number(one, 0, ANSWER_MAX)),
      },
    }),
  };
  const kind = c.oneOf(at('kind'), SCORE_KINDS);
  if (kind !== 'percent') return { ...base, kind };
  return { ...base, kind, from: whole('from') ?? 0, to: c.number(at('to'), 1, ANSWER_MAX) };
}

function readBand(c: Checker, place: Place): Band {
  const again = c.maybe(c.member(place, 'again_after_hours'), (one) => c.number(one, 1, 168));
  return {
    from: c.number(c.member(place, 'from'), 0, ANSWER_MAX),
    code: c.oneOf(c.member(place, 'code'), ASSESSMENT_BANDS),
    ...(again !== undefined && { again_after_hours: again }),
  };
}

function readCutOff(c: Checker, place: Place): CutOff {
  const codes = (name: string) =>
    c.maybe(c.member(place, name), (one) => c.list(one, (code) => c.text(code, CODE)));
  const [sex, substances] = [codes('sex'), codes('substances')];
  return {
    from: c.number(c.member(place, 'from'), 0, ANSWER_MAX),
    ...(sex && { sex }),
    ...(substances && { substances }),
  };
}

function readTexts(c: Checker, place: Place, licence: LicenceClass): Instrument['texts'] {
  const texts: { [L in Language]?: InstrumentTexts } = {};
  for (const language of LANGUAGES) {
    const one = c.member(place, language);
    if (one.value === undefined) continue;
    if (!(SHOWN_CLASSES as readonly LicenceClass[]).includes(licence))
      c.complain(one, `must not be there: the licence (${licence}) lets no words be shown`);
    const stem = c.maybe(c.member(one, 'stem'), (text) => c.text(text));
    texts[language] = {
      ...(stem !== undefined && { stem }),
      items: c.object(c.member(one, 'items'), (text) => c.text(text)),
      answers: c.object(c.member(one, 'answers'), (item) => c.object(item, (text) => c.text(text))),
    };
  }
  return texts;
}

function* conditionsIn(condition: Condition): Generator<Condition> {
  yield condition;
  for (const inner of 'all' in condition ? condition.all : 'any' in condition ? condition.any : [])
    yield* conditionsIn(inner);
}

/** What is named must be there, and every item that is shown must have its words. */
function refuseStrangers(c: Checker, instrument: Instrument): void {
  const { items, scores, levels, flags, texts } = instrument;
  const ids = new Set(items.map(({ id }) => id));
  const known = new Set(scores.map(({ id }) => id));
  const itemNamed = (id: string, where: string) => {
    if (!ids.has(id)) c.complain({ value: id, path: where }, `names the item ${id}, which is not there`);
  };
  if (ids.size !== items.length) c.complain({ value: items, path: 'items' }, 'must have each item once');
  for (const { id, of } of scores) for (const item of of) itemNamed(item, `scores.${id}`);
  const all = [
    ...items.flatMap(({ asked_if }) => asked_if ?? []),
    ...[...levels, ...flags].map((one) => one.if),
  ];
  for (const condition of all.flatMap((one) => [...conditionsIn(one)])) {
    if ('item' in condition) itemNamed(condition.item, 'a condition');
    if ('score' in condition && !known.has(condition.score))
      c.complain({ value: condition.score, path: 'a condition' }, 'names a score that is not there');
  }
  for (const [language, one] of Object.entries(texts)) {
    for (const id of ids)
      if (one.items[id] === undefined)
        c.complain({ value: id, path: `texts.${language}.items` }, `must have the words of item ${id}`);
    for (const id of Object.keys(one.items)) itemNamed(id, `texts.${language}.items`);
  }
}
