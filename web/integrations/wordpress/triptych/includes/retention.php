<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * Ballots are kept until so many days after the survey was closed, as its notice says, and no longer. Never before: a survey that is still asked
 * needs all of them for its last count.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

add_action( 'triptych_daily', 'triptych_apply_retention' );

/** How many were deleted. */
function triptych_apply_retention(): int {
	$days    = (int) triptych_settings()['retention'];
	$deleted = 0;
	foreach ( triptych_surveys() as $survey ) {
		$closed = triptych_closed_on( $survey );
		$day    = '' === $closed ? false : strtotime( $closed . ' UTC' );
		if ( $day && $day + $days * DAY_IN_SECONDS < time() ) {
			$deleted += triptych_delete_all( $survey );
		}
	}
	return $deleted;
}

function triptych_delete_all( string $survey ): int {
	global $wpdb;
	$table = triptych_table();
	// phpcs:ignore WordPress.DB
	return (int) $wpdb->query( $wpdb->prepare( "DELETE FROM `$table` WHERE survey = %s", $survey ) );
}
