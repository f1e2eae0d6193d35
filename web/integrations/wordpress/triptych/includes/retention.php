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

/** Takes no more ballots from now on. The day of the first closing stays: the notice counts from it. Answers that day. */
function triptych_close( string $survey ): string {
	if ( '' === triptych_closed_on( $survey ) ) {
		update_option( TRIPTYCH_CLOSED, array_merge( (array) get_option( TRIPTYCH_CLOSED, array() ), array( $survey => gmdate( 'Y-m-d' ) ) ) );
	}
	return triptych_closed_on( $survey );
}

/** The day, in UTC, on which the ballots of a survey closed then are deleted. */
function triptych_due_on( string $closed ): string {
	return gmdate( 'Y-m-d', (int) strtotime( $closed . ' UTC' ) + (int) triptych_settings()['retention'] * DAY_IN_SECONDS );
}

/** How many were deleted. */
function triptych_apply_retention(): int {
	$deleted = 0;
	foreach ( triptych_surveys() as $survey ) {
		$closed = triptych_closed_on( $survey );
		if ( '' !== $closed && triptych_due_on( $closed ) <= gmdate( 'Y-m-d' ) ) {
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
