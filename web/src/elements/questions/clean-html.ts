// SPDX-License-Identifier: MIT
// Questions: the organizer's HTML through DOMPurify: text, lists, links, pictures and tables; no script, handler, form, frame or style.

import createPurifier from 'dompurify';
import { sanitizerPolicy } from '../../trusted.ts';

const purifier = createPurifier(window);

// A link in the words of a survey opens beside it: the answers stay.
purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName !== 'A') return;
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer');
});

/** Pictures lie beside the questionnaire: `address` says where that is. */
export function cleanHtml(written: string, address: (relative: string) => string): DocumentFragment {
  const clean = purifier.sanitize(written, {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_TAGS: [
      'p', 'br', 'hr', 'b', 'strong', 'i', 'em', 'u', 's', 'small', 'sub', 'sup', 'mark', 'q', 'blockquote', 'code', 'pre', 'abbr', 'span', 'div',
      'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'a', 'img', 'figure', 'figcaption',
      'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'details', 'summary',
    ],
    ALLOWED_ATTR: ['href', 'src', 'alt', 'title', 'lang', 'dir', 'width', 'height', 'colspan', 'rowspan', 'scope', 'start', 'cite', 'open'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ...(sanitizerPolicy ? { TRUSTED_TYPES_POLICY: sanitizerPolicy } : {}),
  });
  for (const picture of clean.querySelectorAll('img')) {
    picture.src = address(picture.getAttribute('src') ?? '');
    // Without words of its own a picture is passed over, rather than read out by its address.
    picture.alt ||= '';
  }
  return clean;
}
