// SPDX-License-Identifier: MIT
// Bench: the same twelve questions as SurveyJS pages: as its documentation shows, and as a careful user can make it smaller.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

const require = createRequire(import.meta.url);
const questionnaire = readFileSync(new URL('questionnaire.json', import.meta.url), 'utf8');
const core = dirname(require.resolve('survey-core'));
const ui = dirname(require.resolve('survey-js-ui'));

const page = (head) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Care and you</title><link rel="icon" href="data:,">${head}</head>
<body><main id="survey"></main></body>
</html>`;

/** Script tags and the complete theme, as in "Add a survey to an HTML page". */
function documented(folder) {
  mkdirSync(folder, { recursive: true });
  for (const file of [join(core, 'survey-core.min.css'), join(core, 'survey.core.min.js'), join(ui, 'survey-js-ui.min.js')]) copyFileSync(file, join(folder, file.split('/').at(-1)));
  writeFileSync(join(folder, 'page.js'), `const survey = new Survey.Model(${questionnaire}); survey.render(document.getElementById('survey'));`);
  writeFileSync(join(folder, 'index.html'), page('<link rel="stylesheet" href="survey-core.min.css"><script defer src="survey.core.min.js"></script><script defer src="survey-js-ui.min.js"></script><script defer src="page.js"></script>'));
}

/** One minified, tree-shaken bundle and the theme without its web font. */
async function careful(folder) {
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(core, 'survey-core.fontless.min.css'), join(folder, 'survey.css'));
  const entry = join(folder, 'entry.js');
  writeFileSync(entry, `import { Model } from 'survey-core'; import 'survey-js-ui'; new Model(${questionnaire}).render(document.getElementById('survey'));`);
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    // The survey-core that survey-js-ui asks for, whichever others are installed.
    resolve: { alias: { 'survey-core': core, 'survey-js-ui': ui } },
    transform: { target: 'es2020', define: { 'process.env.NODE_ENV': '"production"' } },
    onLog: () => {},
  });
  await bundle.write({ file: join(folder, 'page.js'), format: 'esm', minify: true, codeSplitting: false });
  await bundle.close();
  writeFileSync(join(folder, 'index.html'), page('<link rel="stylesheet" href="survey.css"><script type="module" src="page.js"></script>'));
}

/** Name → folder of a page, made under `folder`. */
export async function buildPeers(folder) {
  const pages = { 'SurveyJS, as documented': join(folder, 'surveyjs-documented'), 'SurveyJS, one bundle': join(folder, 'surveyjs-bundle') };
  const [first, second] = Object.values(pages);
  documented(first);
  await careful(second);
  return pages;
}
