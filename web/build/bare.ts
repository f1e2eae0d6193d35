// SPDX-License-Identifier: MIT
// Build: templates without their indents, style sheets also without comments: what no reader of the page sees, no visitor downloads.

export const bareSheet = (sheet: string): string =>
  sheet
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim();

/** A plugin's transform. */
export const bareStyles = {
  filter: { id: /\/web\/src\/.*\.ts$/ },
  handler: (code: string): string => {
    const flat = code.replace(/([>}])\n\s+(?=<\/?[a-z])/g, '$1 ').replace(/>\n\s+\$\{/g, '> ${').replace(/\n\s+(?=[@.?]?[\w-]+=(?:"|\$\{))/g, ' ');
    return flat.replace(/css`([^`]*)`/g, (_all, sheet: string) => `css\`${bareSheet(sheet)}\``);
  },
};
