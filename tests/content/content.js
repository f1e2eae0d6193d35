// SPDX-License-Identifier: MIT
// Tests: reads content/ once, and walks through what is in it.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const content = join(root, 'content');
export const readJson = (path) => JSON.parse(readFileSync(join(content, path), 'utf8'));

/** Paths of all JSON files under content/, relative to it, locales and schemas left out. */
export function contentFiles(folder = content) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return ['locales', 'schema'].includes(name) ? [] : contentFiles(path);
    return name.endsWith('.json') ? [relative(content, path)] : [];
  });
}

/** Folders that hold a survey. */
export const surveys = readdirSync(content).filter((name) => contentFiles().includes(`${name}/widget.json`));

/** A survey with every file that its widget.json names. */
export function survey(name) {
  const widget = readJson(`${name}/widget.json`);
  const beside = (file) => readJson(`${name}/${file}`);
  return {
    name,
    widget,
    questionnaire: beside(widget.questionnaire),
    references: beside(widget.references),
    disclosure: beside(widget.disclosure),
    next: widget.next ? beside(widget.next) : null,
    explainers: widget.explainers.map((id) => beside(`explainers/${id}.json`)),
  };
}

/** Every element of a questionnaire, those inside panels too, with the index of its page. */
export function elementsOf(questionnaire) {
  const inside = (elements, page) => elements.flatMap((element) => [{ ...element, page }, ...inside(element.elements ?? [], page)]);
  return questionnaire.pages.flatMap((page, index) => inside(page.elements, index));
}

/** Values that an answer to this question can take, special choices included. */
export function valuesOf(element) {
  const values = (element.choices ?? []).map((choice) => choice.value ?? choice);
  if (element.showNoneItem) values.push('none');
  if (element.showRefuseItem) values.push('refused');
  if (element.showDontKnowItem) values.push('dontknow');
  return values;
}

/** Every object, with its JSON pointer and the objects around it, outermost first. */
export function* objects(value, pointer = '', around = []) {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) yield { value, pointer, around };
  const inner = Array.isArray(value) ? around : [...around, value];
  for (const [key, child] of Object.entries(value)) yield* objects(child, `${pointer}/${key}`, inner);
}

/** Every map of words: {"default": …, "en": …}. */
export function* words(value) {
  for (const found of objects(value)) if (typeof found.value.default === 'string') yield found;
}
