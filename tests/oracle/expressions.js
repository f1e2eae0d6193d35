// SPDX-License-Identifier: MIT
// Oracle: random expressions over random values, with what survey-core makes of them.
// Usage: node tests/oracle/expressions.js SEED COUNT > cases.jsonl
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { now, recorded } from './record.js';
import { randomFrom } from './random.js';

const { ConditionRunner, ExpressionRunner, settings } = createRequire(import.meta.url)('survey-core');
settings.onDateCreated = (date, reason, value) => (value ? date : new Date(now));

const words = ['item1', 'Item 1', ' yes ', 'Yes', 'YES', 'no', 'abc', 'ABCDEF', 'b', 'B', 'other', 'none', 'undefined', 'null', 'NaN', 'Infinity', 'true', 'False',
  'TRUE', 'été', 'ÉTÉ', 'Ça va', 'ça va', 'straße', 'ΟΔΟΣ', 'οδος', 'İzmir', 'ОТВЕТ', 'ответ', 'm\u00a0', '😀 ok', 'x y', 'a,b', 'it s', 'a-b', '[object Object]', '1 2', 'e5', '.'];
const numerals = ['5', '05', '0', '00', '000', '5.50', '1,5', '1,234,5', '1e3', ' 7 ', '0x1F', '0x', '0xZ', '-3', '+4', '.5', '5.', '-0', '1.005', '0.1', '999999999999999',
  '1234567890123456', '12345678901234567890', '1e400', '2020', '3 apples', '10%', '4/2', '2*3', '0b11', '1_000', '−1', '１'];
const dates = ['2020-01-05', '2020-02-29', '2021-02-30', '2026-02-28', '2020-01-05T10:30', '2020-01-05T10:30:15', '2020-01-05T10:30:15.125Z', '2020-01-05T23:30+02:00', '2020-01', '1999-12-31',
  '1974-11-10', '2026-02-28T13:45', '2026-02-28T13:45:10', '01/02/2020', '1-2-2020', 'Jan 5, 2020', '5 January 2020 10:15 PM', '2020/03/01 08:00', '2020-1-5', '12:30', '2020-13-01', 'Tue Mar 01 2022 10:00:00 GMT+0100', '10.11.2012', '2020-01-05 10:00'];
const numbers = [0, 1, 2, 3, 4, 5, 7, 10, 20, 21, 100, -1, -3, 0.1, 0.2, 0.3, 0.6, 1.5, 2.675, 1.005, -2.5, 9.99, 1e21, 1e-7, 1.5e-8, 123456789.123, 9007199254740993, 0x1f, 2020];
const names = ['a', 'b', 'c', 'q1', 'q2', 'panel', 'list', 'rows', 'text', 'date', 'flag', 'obj', 'Question Nine', 'q-Comment', 'q.a', 'été', 'n3', 'empty'];

/** One generator of cases: everything random in it comes from one seed. */
function generator(random) {
  const { below, pick, chance, many, weighted } = random;
  const spelled = (word) => (chance(0.3) ? pick([word.toUpperCase(), word.toLowerCase(), ` ${word}`, `${word} `]) : word);
  const scalar = () => weighted([
    [5, () => pick(numbers)],
    [4, () => spelled(pick(words))],
    [3, () => pick(numerals)],
    [2, () => pick(dates)],
    [2, () => chance(0.5)],
    [1, () => pick([null, '', 0, undefined])],
    [1, () => below(12)],
  ]);
  const list = () => weighted([
    [4, () => many(0, 4, () => pick(['item1', 'item2', 'a', 'b', 'B', 'c', 'none']))],
    [3, () => many(0, 4, () => pick(numbers))],
    [2, () => many(0, 3, scalar)],
    [1, () => many(1, 2, () => many(0, 2, scalar))],
  ]);
  const row = () => Object.fromEntries(many(1, 4, () => [pick(['x', 'y', 'val1', 'name', 'active', 'n3']), weighted([[6, scalar], [1, list]])]));
  const value = () => weighted([
    [8, scalar],
    [4, list],
    [2, row],
    [2, () => many(0, 4, row)],
    [1, () => Object.fromEntries(many(0, 3, (_, i) => [`Row ${i + 1}`, row()]))],
    [1, () => new Date(Date.UTC(1990 + below(60), below(12), 1 + below(28), pick([0, 0, below(24)]), pick([0, below(60)]), pick([0, below(60)]), pick([0, 250])))],
  ]);
  const values = () => Object.fromEntries(many(1, 7, () => {
    const name = pick(names);
    if (name === 'list') return [name, list()];
    if (name === 'rows') return [name, many(0, 4, row)];
    if (name === 'empty') return [name, pick(['', [], null, undefined, {}])];
    return [chance(0.1) ? name.toUpperCase() : name, value()];
  }));

  const quoted = (text) => {
    const safe = text.replace(/['"]/g, (quote) => `\\${quote}`);
    return chance(0.7) ? `'${safe}'` : `"${safe}"`;
  };
  const variable = () => {
    let name = weighted([
      [14, () => pick(names)],
      [1, () => pick(['missing', 'q99', 'A.B.C'])],
      [1, () => `list[${pick([0, 1, -1, 2, 9, -9, '0x1', 'x', '1.5'])}]`],
      [1, () => `rows[${pick([0, 1, -1])}].${pick(['x', 'Y', 'val1', 'name.length'])}`],
      [1, () => `${pick(names)}.${pick(['length', 'x', 'val1', 'Row 1.x', '0', 'a.b'])}`],
      [0.3, () => '"k": [1, 2]'],
      [0.3, () => `$${pick(names)}`],
    ]);
    if (chance(0.1)) name = pick([name.toUpperCase(), name.toLowerCase()]);
    return `{${chance(0.07) ? '#' : ''}${name}}`;
  };
  const numeral = (x) => (x < 1e21 && Math.abs(x) >= 1e-6 ? String(x) : String(below(100)));
  const constant = () => weighted([
    [5, () => numeral(pick(numbers))],
    [4, () => quoted(spelled(pick(words)))],
    [2, () => quoted(pick(numerals))],
    [2, () => quoted(pick(dates))],
    [1, () => pick(['true', 'false', 'True', 'FALSE'])],
    [0.7, () => pick(['abc', 'item1', 'b', 'ab_cd', 'e5', 'Infinity'])],
    [0.5, () => pick(["''", '""', '0x10', '-0', '-5', '0', 'null', 'undefined'])],
  ]);
  const sequence = (depth, least, most) => many(least, most, () => expression(depth)).join(pick([', ', ',', ' , ']));
  const unit = () => quoted(pick(['days', 'months', 'years', 'hours', 'minutes', 'seconds', 'weeks']));
  const dateLike = (depth) => weighted([
    [4, variable],
    [4, () => quoted(pick(dates))],
    [1, () => `dateAdd(${dateLike(depth - 1)}, ${pick([1, -1, 31, 0.5, 400])}, ${unit()})`],
    [1, () => pick(['today()', 'today(-7)', 'currentDate()'])],
    [1, () => `getDate(${quoted(pick(dates))})`],
  ]);
  const call = (depth) => {
    const inner = depth - 1;
    return weighted([
      [4, () => `iif(${sequence(inner, 1, 4)})`],
      [4, () => `${pick(['sum', 'avg', 'min', 'max', 'count'])}(${sequence(inner, 0, 4)})`],
      [2, () => `${pick(['round', 'trunc'])}(${expression(inner)}${chance(0.6) ? `, ${pick([0, 1, 2, 3, -1, 10])}` : ''})`],
      [2, () => `substring(${pick([variable(), constant()])}, ${pick([0, 1, 2, -1, 'abc', '1.7'])}${chance(0.6) ? `, ${pick([0, 1, 3, 99, -2])}` : ''})`],
      [3, () => `dateDiff(${dateLike(inner)}, ${dateLike(inner)}${chance(0.7) ? `, ${unit()}` : ''})`],
      [1, () => `diffDays(${dateLike(inner)}, ${dateLike(inner)})`],
      [2, () => `dateAdd(${dateLike(inner)}, ${pick([1, -1, 13, -400, 0.5, "'5'", variable()])}${chance(0.8) ? `, ${unit()}` : ''})`],
      [2, () => `age(${dateLike(inner)}${chance(0.3) ? `, ${unit()}` : ''})`],
      [2, () => `${pick(['year', 'month', 'day', 'weekday', 'getYear', 'getDate'])}(${chance(0.9) ? dateLike(inner) : ''})`],
      [1, () => pick(['today()', `today(${pick([1, -30, 0.5])})`, 'currentDate()', 'currentYear()'])],
      [3, () => {
        const column = quoted(pick(['x', 'y', 'val1', 'n3', 'name', 'missing']));
        const test = `{${pick(['x', 'y', 'val1', 'name', 'active', 'a'])}} ${pick(['>', '=', '<>', '<', 'contains'])} ${pick(['3', 'true', '0', "'b'", '{n3}'])}`;
        const more = pick([[], [], [quoted(pick(['name', 'x']))], [test], [`'${test.replace(/'/g, '')}'`], [quoted('name'), test], ['{active}'], [`{x} ${pick(['empty', 'notempty'])}`]]);
        return `${pick(['sumInArray', 'avgInArray', 'minInArray', 'maxInArray', 'countInArray'])}(${[pick(['{rows}', '{rows}', '{list}', variable()]), column, ...more].join(', ')})`;
      }],
      [0.5, () => `${pick(['noSuch', 'Sum', 'isDisplayMode', 'getComment', 'propertyValue', 'isContainerReady'])}(${sequence(inner, 0, 2)})`],
    ]);
  };
  const operators = ['=', '=', '==', '!=', '<>', '<', '<=', '>', '>=', '=<', '=>', 'equal', 'equals', 'notequal', 'less', 'lessorequal', 'greater', 'greaterorequal', '+', '+', '-', '*', '/', '%', '^',
    'power', 'and', 'and', 'or', 'or', '&&', '||', 'contains', 'contain', '*=', 'notcontains', 'notcontain', 'anyof', 'allof', 'noneof', 'AND', 'Or', 'Contains', 'notEqual'];
  const space = () => (chance(0.95) ? ' ' : pick(['', '  ', '\n', '\t']));
  function expression(depth) {
    if (depth <= 0) return chance(0.65) ? variable() : constant();
    return weighted([
      [12, () => `${expression(depth - 1)}${space()}${pick(operators)}${space()}${expression(depth - 1)}`],
      [3, () => `(${expression(depth - 1)}${chance(0.97) ? ')' : ''}`],
      [3, variable],
      [2, constant],
      [2, () => `[${sequence(depth - 2, 0, 4)}]`],
      [2, () => `${pick([variable, constant])()} ${pick(['empty', 'notempty', 'Empty'])}`],
      [1, () => `${pick(['!', '! ', 'negate '])}${pick([variable(), `(${expression(depth - 1)})`])}`],
      [4, () => call(depth)],
      [0.2, () => `${variable()} ${pick(['contains', 'anyof', 'noneof', 'allof', 'notcontains'])}`],
    ]);
  }
  // Half of what people write is not what they meant to write.
  const damaged = (text) => {
    const letters = [...text];
    const at = below(letters.length + 1);
    const noise = pick(['(', ')', ']', "'", '=', ' ', '{', '}', ',', '0', 'and', '!', '"', '-', '.', '\\']);
    return [...letters.slice(0, at), ...(chance(0.5) ? [] : [noise, letters[at]]), ...letters.slice(at + 1)].join('');
  };
  return () => {
    const text = expression(1 + below(4));
    return { text: chance(0.06) ? damaged(text) : text, values: values() };
  };
}

/** `count` cases. What makes survey-core throw, or wait, is left out: a survey that does it stops. */
export function expressionCases(seed, count) {
  const generate = generator(randomFrom(seed));
  const warn = console.warn;
  console.warn = () => {};
  const cases = [];
  while (cases.length < count) {
    const { text, values } = generate();
    const kind = cases.length % 2 === 0 ? 'condition' : 'expression';
    const kept = recorded(values); // comparing a date with a text changes the date
    try {
      const runner = kind === 'condition' ? new ConditionRunner(text) : new ExpressionRunner(text);
      if (runner.isAsync) continue;
      const result = runner.runValues(values);
      if (typeof result === 'string' && !result.isWellFormed()) continue; // half a character, which UTF-8 cannot say
      cases.push({ id: `${seed}/${cases.length}`, kind, expression: text, values: kept, result: recorded(result) });
    } catch {
      continue;
    }
  }
  console.warn = warn;
  return cases;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const one of expressionCases(Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 100))) console.log(JSON.stringify(one));
}
