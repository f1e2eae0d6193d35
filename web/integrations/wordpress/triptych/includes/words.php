<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * Words in French, from a table of PHP: no compiled catalogue to build or to lose. Other languages read the English of the sources.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

add_filter( 'gettext_triptych', 'triptych_translate', 10, 2 );

/** A translation from elsewhere, as a language pack brings, goes first. */
function triptych_translate( string $translation, string $text ): string {
	static $french = null;
	if ( $translation !== $text || 'fr' !== substr( determine_locale(), 0, 2 ) ) {
		return $translation;
	}
	if ( null === $french ) {
		$french = require TRIPTYCH_FOLDER . '/includes/words-fr.php';
	}
	return $french[ $text ] ?? $text;
}
