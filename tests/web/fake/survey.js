// SPDX-License-Identifier: MIT
// Tests: a stand-in for survey.wasm with the same contract (web/src/engine/survey.d.ts), small enough to read: choices, text, pages and
// conditions of the form {name} = 'value'. It lets the store be tested without a build; what it says of SurveyJS proves nothing.

const ok = (value) => JSON.stringify({ ok: true, value });

function condition(text, values) {
  if (!text) return true;
  const [, name, operator, value] = /^\{(\w+)\} (=|<>) '(\w+)'$/.exec(text);
  return (values[name] === value) === (operator === '=');
}

class Sitting {
  constructor(questionnaire, options) {
    this.definition = JSON.parse(questionnaire);
    this.options = options;
    this.draws = Object.fromEntries((this.definition.triptych?.draws ?? []).map((draw) => [draw.name, draw.values[0]]));
    this.answers = {};
    this.comments = {};
    this.page = 0;
    this.state = 'running';
    Object.assign(this, options.resume ?? {});
  }

  words(map) {
    return map === undefined ? '' : typeof map === 'string' ? map : (map[this.options.locale] ?? map.default ?? '');
  }

  asked(element) {
    if (this.options.omit?.includes(element.name)) return false;
    if (element.triptych?.optIn && !this.options.include?.includes(element.name)) return false;
    return condition(element.visibleIf, { ...this.draws, ...this.answers });
  }

  pages() {
    return this.definition.pages.filter((page) => page.elements.some((element) => this.asked(element)));
  }

  choices(element) {
    const list = (element.choices ?? []).map((choice) => ({
      value: choice.value ?? choice,
      text: this.words(choice.text ?? choice.value ?? choice),
      enabled: true,
      special: '',
      ...(choice.imageLink ? { image: choice.imageLink } : {}),
    }));
    const add = (value, text) => list.push({ value, text: this.words(text), enabled: true, special: value });
    if (element.showOtherItem) add('other', element.otherText ?? { default: 'Autre', en: 'Other' });
    if (element.showNoneItem) add('none', element.noneText ?? { default: 'Aucun', en: 'None' });
    if (element.showRefuseItem) add('refused', { default: 'Je préfère ne pas répondre', en: 'I prefer not to answer' });
    if (element.showDontKnowItem) add('dontknow', { default: 'Je ne sais pas', en: 'I don’t know' });
    return list;
  }

  question(element, errors) {
    const value = this.answers[element.name] ?? null;
    const known = [
      'text', 'comment', 'radiogroup', 'checkbox', 'dropdown', 'rating', 'boolean', 'matrix', 'multipletext', 'ranking',
      'imagepicker', 'html', 'image', 'expression', 'explainer',
    ].includes(element.type);
    const view = {
      kind: 'question', type: known ? element.type : 'unsupported', name: element.name,
      ...(known ? {} : { written: element.type }),
      title: this.words(element.title ?? element.name), titleLocation: element.titleLocation === 'hidden' ? 'hidden' : 'default',
      description: this.words(element.description), number: '', required: Boolean(element.isRequired), enabled: true,
      readOnly: Boolean(element.readOnly), value, comment: this.comments[element.name] ?? '', hasComment: Boolean(element.showCommentArea),
      commentText: this.words(element.commentText), errors: errors[element.name] ?? [],
      leaves: !['text', 'comment', 'multipletext'].includes(element.type) || element.min !== undefined,
    };
    if (['radiogroup', 'checkbox', 'dropdown', 'ranking', 'imagepicker'].includes(element.type)) view.choices = this.choices(element);
    if (element.type === 'checkbox' || element.multiSelect) view.multiple = true;
    if (element.maxSelectedChoices) view.maxSelected = element.maxSelectedChoices;
    if (element.type === 'rating') {
      const from = element.rateMin ?? 1;
      view.choices = Array.from({ length: (element.rateMax ?? 5) - from + 1 }, (_, index) => ({
        value: from + index, text: String(from + index), enabled: true, special: '',
      }));
      view.minText = this.words(element.minRateDescription);
      view.maxText = this.words(element.maxRateDescription);
    }
    if (element.type === 'boolean')
      view.choices = [
        { value: true, text: this.words(element.labelTrue ?? { default: 'Oui', en: 'Yes' }), enabled: true, special: '' },
        { value: false, text: this.words(element.labelFalse ?? { default: 'Non', en: 'No' }), enabled: true, special: '' },
      ];
    if (element.type === 'matrix') {
      view.columns = element.columns.map((column) => ({
        value: column.value ?? column, text: this.words(column.text ?? column), enabled: true, special: '',
      }));
      view.matrixRows = element.rows.map((row) => ({
        value: row.value ?? row, text: this.words(row.text ?? row), answer: value?.[row.value ?? row] ?? null,
        required: Boolean(element.eachRowRequired), errors: [],
      }));
    }
    if (element.type === 'multipletext')
      view.items = element.items.map((item) => ({
        name: item.name, title: this.words(item.title ?? item.name), inputType: item.inputType ?? 'text',
        value: value?.[item.name] ?? null, required: Boolean(item.isRequired), errors: [],
      }));
    for (const key of ['inputType', 'maxLength', 'rows']) if (element[key] !== undefined) view[key] = element[key];
    for (const key of ['min', 'max', 'step']) if (element[key] !== undefined) view[key] = String(element[key]);
    if (element.placeholder) view.placeholder = this.words(element.placeholder);
    if (element.type === 'html') view.html = this.words(element.html);
    if (element.type === 'image') view.image = { link: element.imageLink, alt: this.words(element.altText), width: '', height: '' };
    if (element.type === 'expression') view.display = this.words(element.display);
    if (element.type === 'explainer') view.explainer = element.explainer;
    if (element.triptych?.epsilon) view.epsilon = element.triptych.epsilon;
    if (element.triptych?.explainer) view.check = { explainer: element.triptych.explainer, form: element.triptych.form };
    return view;
  }

  element(element, errors) {
    if (element.type !== 'panel') return this.question(element, errors);
    return {
      kind: 'panel', name: element.name, title: this.words(element.title), description: this.words(element.description),
      state: element.state ?? 'default', elements: element.elements.map((inner) => this.element(inner, errors)),
    };
  }

  view(errors = {}) {
    const pages = this.pages();
    const page = pages[this.page];
    const shown = this.state === 'running' ? page.elements : this.state === 'preview' ? pages.flatMap((one) => one.elements) : [];
    return {
      state: this.state, locale: this.options.locale, title: this.words(this.definition.title),
      description: this.words(this.definition.description),
      pages: pages.map((one) => ({
        name: one.name, title: this.words(one.title), panel: one.triptych?.panel ?? null,
        answered: one.elements.some((element) => this.answers[element.name] !== undefined),
      })),
      page: this.state === 'running' ? this.page : -1, pageTitle: this.words(page?.title), pageDescription: this.words(page?.description),
      panel: page?.triptych?.panel ?? null, isFirst: this.page === 0, isLast: this.page === pages.length - 1, hasPreview: true,
      elements: shown.filter((element) => this.asked(element)).map((element) => this.element(element, errors)),
      answered: Object.keys(this.answers).length, completedHtml: '', words: { next: '', previous: '', complete: '', preview: '' },
    };
  }

  step(moved, refused = []) {
    return { moved, refused, view: this.view(Object.fromEntries(refused.map((one) => [one.name, one.errors]))) };
  }

  refused() {
    return this.pages()[this.page].elements
      .filter((element) => element.isRequired && this.asked(element) && this.answers[element.name] === undefined)
      .map((element) => ({
        name: element.name, title: this.words(element.title), errors: [{ text: this.options.locale === 'fr' ? 'Merci de répondre.' : 'Please answer.' }],
      }));
  }

  next() {
    const refused = this.refused();
    if (refused.length) return this.step(false, refused);
    if (this.page === this.pages().length - 1) this.state = 'preview';
    else this.page += 1;
    return this.step(true);
  }

  previous() {
    if (this.state === 'preview') this.state = 'running';
    else this.page = Math.max(0, this.page - 1);
    return this.step(true);
  }

  go(page) {
    this.state = 'running';
    this.page = page;
    return this.step(true);
  }

  to(state) {
    this.state = state;
    return this.step(true);
  }

  answer(name, value) {
    if (value === null) delete this.answers[name];
    else this.answers[name] = value;
    return { shown: [], hidden: [], changed: [name], pages: false };
  }

  leaving() {
    return this.pages().flatMap((page, index) =>
      page.elements
        .filter((element) => this.asked(element) && this.answers[element.name] !== undefined)
        .map((element) => [element, index]),
    );
  }

  ballot() {
    const lines = this.leaving().map(([element, page]) => [this.question(element, {}), page]);
    const text = Buffer64(JSON.stringify(this.answers));
    const name = (question, value) => question.choices?.find((choice) => choice.value === value)?.text ?? String(value);
    return {
      text, bytes: [{ field: 'version', hex: '01' }, { field: 'survey', hex: '00112233' }], sha256: `fake-${text}`,
      leaving: lines.filter(([question]) => question.leaves).map(([question, page]) => ({
        name: question.name, title: question.title, page, answer: [question.value].flat().map((value) => ({ text: name(question, value) })),
      })),
      staying: lines.filter(([question]) => !question.leaves).map(([{ name: own, title }]) => ({ name: own, title })),
    };
  }

  save() {
    return { answers: this.answers, comments: this.comments, draws: this.draws, page: this.page, state: this.state };
  }
}

const Buffer64 = (text) => btoa(unescape(encodeURIComponent(text))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

export function fakeModule() {
  const sittings = new Map();
  let last = 0;
  const call = (use) => (handle, ...rest) => ok(use(sittings.get(handle), ...rest));
  return {
    open(questionnaire, options) {
      const sitting = new Sitting(questionnaire, JSON.parse(options));
      sittings.set(++last, sitting);
      return ok({ handle: last, view: sitting.view() });
    },
    close: (handle) => ok(sittings.delete(handle)),
    view: call((sitting) => sitting.view()),
    answer: call((sitting, name, value) => sitting.answer(name, JSON.parse(value))),
    comment: call((sitting, name, words) => ((sitting.comments[name] = words), { shown: [], hidden: [], changed: [name], pages: false })),
    note: call((sitting, fact, about, state) => (fact === 'explainer' ? sitting.answer(about, state) : { shown: [], hidden: [], changed: [], pages: false })),
    next: call((sitting) => sitting.next()),
    previous: call((sitting) => sitting.previous()),
    go: call((sitting, page) => sitting.go(page)),
    finish: call((sitting) => sitting.to('preview')),
    complete: call((sitting) => sitting.to('completed')),
    locale: call((sitting, locale) => ((sitting.options.locale = locale), sitting.view())),
    ballot: call((sitting) => sitting.ballot()),
    own: call(() => ({})),
    codebook: call(() => []),
    checks: call(() => ({ right: [], wrong: [] })),
    save: call((sitting) => sitting.save()),
    check: () => ok([]),
    sha256: (text) => ok(`fake-${text}`),
  };
}

export default async function factory() {
  return fakeModule();
}
