// SPDX-License-Identifier: MIT
// Elements: widget.json's theme as a sheet of custom properties. The page's own rules for the element still win over it.

/** "accent" → --triptych-accent. Values are colours, lengths and font names; anything that could fetch is left out. */
export function themeSheet(theme: Record<string, string>): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host {}');
  const { style } = sheet.cssRules[0] as CSSStyleRule;
  for (const [name, value] of Object.entries(theme))
    if (/^[a-z-]+$/.test(name) && !/url|image/i.test(value)) style.setProperty(`--triptych-${name}`, value);
  return sheet;
}
