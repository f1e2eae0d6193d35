<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * How many ballots a minute the site takes of all visitors together, so that a program cannot fill its database. Counted in memory alone (APCu, or a
 * persistent object cache) and forgotten with the minute: the database never holds when ballots came, and nobody's address is looked at. A site with
 * neither has no such limit; what a host limits by address is the host's.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

/** Twenty a second: more than visitors of an association send, less than a program does. */
const TRIPTYCH_MOST_A_MINUTE = 1200;

function triptych_too_many(): bool {
	/** How many ballots a minute are taken; 0: as many as come. */
	$most = (int) apply_filters( 'triptych_ballots_per_minute', TRIPTYCH_MOST_A_MINUTE );
	$name = 'triptych_pace_' . get_current_blog_id() . '_' . intdiv( time(), MINUTE_IN_SECONDS );
	if ( $most < 1 ) {
		return false;
	}
	if ( function_exists( 'apcu_enabled' ) && apcu_enabled() ) {
		$count = apcu_inc( $name, 1, $counted, 2 * MINUTE_IN_SECONDS );
	} elseif ( wp_using_ext_object_cache() ) {
		wp_cache_add( $name, 0, 'triptych', 2 * MINUTE_IN_SECONDS );
		$count = wp_cache_incr( $name, 1, 'triptych' );
	} else {
		return false;
	}
	return is_int( $count ) && $count > $most;
}

/**
 * What a browser is told about trying again.
 *
 * @return string[] Headers.
 */
function triptych_try_again( int $status ): array {
	$seconds = array(
		429 => '60',
		503 => '5',
	);
	return isset( $seconds[ $status ] ) ? array( 'Retry-After' => $seconds[ $status ] ) : array();
}
