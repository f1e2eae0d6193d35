<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * What block/editor.js needs of the editor.
 *
 * @package Triptych
 */

return array(
	'dependencies' => array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element' ),
	'version'      => TRIPTYCH_VERSION,
);
