<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * Ballots are kept as long as the settings say, and no longer. The table knows no time: a ballot's own week counts, and for those that say none
 * (sealed, or of a survey that keeps no week) the day on which the survey was closed.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

add_action( 'triptych_daily', 'triptych_apply_retention' );

/** How many were deleted. */
function triptych_apply_retention(): int {
	$settings = triptych_settings();
	$now      = time();
	$deleted  = 0;
	foreach ( triptych_surveys() as $survey ) {
		$deleted += triptych_delete_before( $survey, triptych_week( $now - (int) $settings['retention'] * DAY_IN_SECONDS ) );
		$closed   = strtotime( triptych_closed_on( $survey ) . ' UTC' );
		if ( '' !== triptych_closed_on( $survey ) && $closed && $closed + (int) $settings['retention'] * DAY_IN_SECONDS < $now ) {
			$deleted += triptych_delete_all( $survey );
		}
	}
	return $deleted;
}

/** Those whose week is over and before this one. Two bytes, the least significant first; 0 says no week. */
function triptych_delete_before( string $survey, int $week ): int {
	global $wpdb;
	$table = triptych_table();
	$said  = 'ORD(SUBSTRING(bytes, %d, 1)) + 256 * ORD(SUBSTRING(bytes, %d, 1))';
	$low   = TRIPTYCH_WEEK_AT + 1;
	// phpcs:ignore WordPress.DB -- the table's name is the plugin's own; all else is prepared.
	return (int) $wpdb->query( $wpdb->prepare( "DELETE FROM `$table` WHERE survey = %s AND ORD(bytes) = %d AND $said > 0 AND $said < %d", $survey, TRIPTYCH_OPEN, $low, $low + 1, $low, $low + 1, $week ) );
}

function triptych_delete_all( string $survey ): int {
	global $wpdb;
	$table = triptych_table();
	// phpcs:ignore WordPress.DB
	return (int) $wpdb->query( $wpdb->prepare( "DELETE FROM `$table` WHERE survey = %s", $survey ) );
}
