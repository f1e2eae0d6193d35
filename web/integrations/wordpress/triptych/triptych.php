<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Plugin Name:       Triptych
 * Description:       An anonymous survey that explains before it asks and gives the results back to everybody. Ballots stay in this site's own database.
 * Version:           0.0.0
 * Requires at least: 5.9
 * Requires PHP:      7.4
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       triptych
 *
 * The widget and its engine (folder site/) are under the MIT licence, which the GPL takes.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

// The build writes the version into both places.
const TRIPTYCH_VERSION = '0.0.0';
const TRIPTYCH_FILE    = __FILE__;
const TRIPTYCH_FOLDER  = __DIR__;
/** Who may read ballots, publish and close: ballots are personal data until they are tallied. */
const TRIPTYCH_CAPABILITY = 'manage_options';

require TRIPTYCH_FOLDER . '/includes/words.php';
require TRIPTYCH_FOLDER . '/includes/settings.php';
require TRIPTYCH_FOLDER . '/includes/surveys.php';
require TRIPTYCH_FOLDER . '/includes/ballots.php';
require TRIPTYCH_FOLDER . '/includes/pace.php';
require TRIPTYCH_FOLDER . '/includes/receive.php';
require TRIPTYCH_FOLDER . '/includes/addresses.php';
require TRIPTYCH_FOLDER . '/includes/published.php';
require TRIPTYCH_FOLDER . '/includes/site-files.php';
require TRIPTYCH_FOLDER . '/includes/export.php';
require TRIPTYCH_FOLDER . '/includes/rest.php';
require TRIPTYCH_FOLDER . '/includes/retention.php';
require TRIPTYCH_FOLDER . '/includes/embed.php';
require TRIPTYCH_FOLDER . '/includes/optimisers.php';
if ( is_admin() ) {
	require TRIPTYCH_FOLDER . '/admin/pages.php';
	require TRIPTYCH_FOLDER . '/admin/settings-page.php';
	require TRIPTYCH_FOLDER . '/admin/overview-page.php';
	require TRIPTYCH_FOLDER . '/admin/workbench-page.php';
}

register_activation_hook( __FILE__, 'triptych_activate' );
register_deactivation_hook( __FILE__, 'triptych_deactivate' );

/** Deactivating, updating and activating again keep every ballot: only deleting the plugin may erase them, where the settings say so. */
function triptych_activate(): void {
	triptych_make_table();
	triptych_schedule();
	triptych_write_site();
}

function triptych_schedule(): void {
	if ( ! wp_next_scheduled( 'triptych_daily' ) ) {
		wp_schedule_event( time() + HOUR_IN_SECONDS, 'daily', 'triptych_daily' );
	}
}

function triptych_deactivate(): void {
	wp_clear_scheduled_hook( 'triptych_daily' );
}
