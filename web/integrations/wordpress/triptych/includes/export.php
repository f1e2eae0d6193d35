<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * The association's own copy: a .ballots file (src/ballot/FORMAT.md, section 3), or a .sealed one. Raw personal data: for administrators alone.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

const TRIPTYCH_EXPORT_AT_ONCE = 1000;

/** Streams the file and ends the request. Each ballot is there once: the table's key sees to it. Without `survey`: the one that is asked now. */
function triptych_export( WP_REST_Request $request ) {
	$survey = sanitize_key( (string) ( $request->get_param( 'survey' ) ?? triptych_settings()['survey'] ) );
	$sealed = '1' === (string) $request->get_param( 'sealed' );
	if ( ! in_array( $survey, triptych_surveys(), true ) ) {
		return new WP_Error( 'triptych_survey', __( 'There is no such survey.', 'triptych' ), array( 'status' => 404 ) );
	}
	$starts = triptych_ballot_starts( $survey, $sealed ? TRIPTYCH_SEALED : TRIPTYCH_OPEN );
	status_header( 200 );
	nocache_headers();
	header( 'Cache-Control: no-store' );
	header( 'Content-Type: application/octet-stream' );
	header( 'X-Content-Type-Options: nosniff' );
	header( 'Content-Disposition: attachment; filename="' . $survey . ( $sealed ? '.sealed' : '.ballots' ) . '"' );
	// phpcs:disable WordPress.Security.EscapeOutput.OutputNotEscaped -- a file, not a page.
	echo triptych_json( $sealed ? triptych_sealed_heading( $survey ) : triptych_heading( $survey, $starts ) ), "\n";
	foreach ( $starts as $start ) {
		foreach ( triptych_ballots_that_start( $survey, $start ) as $bytes ) {
			echo triptych_encode( $bytes ), "\n";
		}
	}
	// phpcs:enable
	exit;
}

function triptych_sealed_heading( string $survey ): array {
	return array(
		'format'  => 'triptych-sealed',
		'version' => 1,
		'survey'  => $survey,
	);
}

function triptych_heading( string $survey, array $starts ): array {
	$structures = array();
	foreach ( $starts as $start ) {
		$structures[] = bin2hex( substr( $start, TRIPTYCH_STRUCTURE_AT, TRIPTYCH_ID_AT - TRIPTYCH_STRUCTURE_AT ) );
	}
	sort( $structures );
	return array(
		'format'     => 'triptych-ballots',
		'version'    => 1,
		'notice'     => __( 'RAW PERSONAL DATA. Keep this file with the association, show it to nobody, delete it when the retention period ends.', 'triptych' ),
		'survey'     => $survey,
		'simulated'  => false,
		'structures' => array_values( array_unique( $structures ) ),
	);
}

/**
 * What stands before the random number, in ascending order: there are a handful. Ballots with one start, in the order of their number, are in
 * the order of their bytes, which the format asks for, and that is the order of the table's key: nothing needs sorting. Sealed ones have one start.
 */
function triptych_ballot_starts( string $survey, int $version ): array {
	global $wpdb;
	$table = triptych_table();
	$most  = TRIPTYCH_SEALED === $version ? 1 : TRIPTYCH_ID_AT;
	// phpcs:ignore WordPress.DB -- the table's name is the plugin's own; all else is prepared.
	$found = $wpdb->get_col( $wpdb->prepare( "SELECT DISTINCT HEX(LEFT(bytes, %d)) FROM `$table` WHERE survey = %s AND ORD(bytes) = %d", $most, $survey, $version ) );
	sort( $found );
	return array_map( 'hex2bin', $found );
}

/** One after the other, a thousand in memory. */
function triptych_ballots_that_start( string $survey, string $start ): Generator {
	global $wpdb;
	$table = triptych_table();
	$after = '';
	do {
		// phpcs:ignore WordPress.DB
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT HEX(id) AS id, HEX(bytes) AS bytes FROM `$table` WHERE survey = %s AND id > UNHEX(%s) AND LEFT(bytes, %d) = UNHEX(%s) ORDER BY id LIMIT %d", $survey, $after, strlen( $start ), bin2hex( $start ), TRIPTYCH_EXPORT_AT_ONCE ) );
		foreach ( $rows as $row ) {
			$after = $row->id;
			yield hex2bin( $row->bytes );
		}
		$more = count( $rows ) === TRIPTYCH_EXPORT_AT_ONCE;
	} while ( $more );
}
