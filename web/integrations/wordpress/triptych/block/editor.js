// SPDX-License-Identifier: GPL-2.0-or-later
// WordPress: the block as an author sees it. It stores nothing but its language; the page draws the survey, so nothing of it is a script that an author would have to be allowed.
(function ({ blocks, blockEditor, components, element }, { languages, words }) {
  const create = element.createElement;
  const nameOf = (language) => new Intl.DisplayNames([language], { type: 'language' }).of(language);
  blocks.registerBlockType('triptych/survey', {
    title: words.title,
    description: words.description,
    edit({ attributes, setAttributes }) {
      return create(
        'div',
        blockEditor.useBlockProps(),
        create(
          blockEditor.InspectorControls,
          null,
          create(
            components.PanelBody,
            { title: words.options },
            create(components.SelectControl, {
              label: words.language,
              value: attributes.lang,
              options: [{ value: '', label: words.automatic }, ...languages.map((value) => ({ value, label: nameOf(value) }))],
              onChange: (lang) => setAttributes({ lang }),
            }),
          ),
        ),
        create(
          components.Placeholder,
          { icon: 'chart-bar', label: words.title, instructions: words.here },
          create('p', null, create('strong', null, words.survey)),
          words.notReady && create(components.Notice, { status: 'warning', isDismissible: false }, words.notReady),
        ),
      );
    },
    save: () => null,
  });
})(window.wp, window.triptychBlock);
