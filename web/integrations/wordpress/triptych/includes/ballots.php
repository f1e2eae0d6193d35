<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * The table of ballots: opaque bytes under their own random number. No time, no address, no order of arrival.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

// Where a ballot says what (src/ballot/FORMAT.md): the plugin reads nothing beyond these, and no answer.
const TRIPTYCH_OPEN         = 1;
const TRIPTYCH_SEALED       = 0x81;
const TRIPTYCH_FLAGS_AT     = 1;
const TRIPTYCH_STRUCTURE_AT = 2;
const TRIPTYCH_ID_AT        = 10;
const TRIPTYCH_ID_BYTES     = 16;
const TRIPTYCH_WEEK_AT      = 29;
const TRIPTYCH_SIMULATED    = 1;
/** The envelope and one byte of answers at least. */
const TRIPTYCH_LEAST_BYTES = 32;
const TRIPTYCH_MOST_BYTES  = 525;
const TRIPTYCH_SEAL_BYTES  = 49;

function triptych_table(): string {
	global $wpdb;
	return $wpdb->prefix . 'triptych_ballots';
}

/** InnoDB keeps rows in the order of the primary key, which is random; there is no counter and no second index that would keep another order. */
function triptych_make_table(): void {
	global $wpdb;
	$table = triptych_table();
	// phpcs:disable WordPress.DB -- the name is the plugin's own.
	$wpdb->query(
		"CREATE TABLE IF NOT EXISTS `$table` (
			survey VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
			id BINARY(16) NOT NULL,
			bytes VARBINARY(574) NOT NULL,
			PRIMARY KEY (survey, id)
		) ENGINE=InnoDB"
	);
	// phpcs:enable
}

/** What counts a ballot once: its random number; of a sealed one, whose number nobody sees here, a part of its SHA-256. */
function triptych_ballot_id( string $bytes ): string {
	return TRIPTYCH_SEALED === ord( $bytes[0] ) ? substr( hash( 'sha256', $bytes, true ), 0, TRIPTYCH_ID_BYTES ) : substr( $bytes, TRIPTYCH_ID_AT, TRIPTYCH_ID_BYTES );
}

/** 'created', 'existed', 'conflict' (another ballot has this number) or 'failed'. Autocommit: it is stored when this returns. */
function triptych_store( string $survey, string $bytes ): string {
	global $wpdb;
	$table = triptych_table();
	$id    = bin2hex( triptych_ballot_id( $bytes ) );
	$hex   = bin2hex( $bytes );
	// As hexadecimal text: a connection's character set never sees the bytes.
	// phpcs:ignore WordPress.DB -- the table's name is the plugin's own; all else is prepared.
	$inserted = $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO `$table` (survey, id, bytes) VALUES (%s, UNHEX(%s), UNHEX(%s))", $survey, $id, $hex ) );
	if ( 1 === $inserted ) {
		return 'created';
	}
	if ( 0 !== $inserted ) {
		return 'failed';
	}
	// phpcs:ignore WordPress.DB
	$same = $wpdb->get_var( $wpdb->prepare( "SELECT bytes = UNHEX(%s) FROM `$table` WHERE survey = %s AND id = UNHEX(%s)", $hex, $survey, $id ) );
	if ( null === $same ) {
		return 'failed';
	}
	return '1' === $same ? 'existed' : 'conflict';
}

/** Null: the table does not answer. */
function triptych_count( string $survey ): ?int {
	global $wpdb;
	$table = triptych_table();
	// phpcs:ignore WordPress.DB
	$count = $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM `$table` WHERE survey = %s", $survey ) );
	return null === $count ? null : (int) $count;
}

/** The ISO week of a time, as a ballot writes it: (year - 2000) × 64 + week. */
function triptych_week( int $time ): int {
	return ( (int) gmdate( 'o', $time ) - 2000 ) * 64 + (int) gmdate( 'W', $time );
}

/** Open ballots that say this week. */
function triptych_count_week( string $survey, int $week ): int {
	global $wpdb;
	$table = triptych_table();
	// phpcs:ignore WordPress.DB
	return (int) $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM `$table` WHERE survey = %s AND ORD(bytes) = %d AND SUBSTRING(bytes, %d, 2) = UNHEX(%s)", $survey, TRIPTYCH_OPEN, TRIPTYCH_WEEK_AT + 1, bin2hex( pack( 'v', $week ) ) ) );
}

function triptych_count_sealed( string $survey ): int {
	global $wpdb;
	$table = triptych_table();
	// phpcs:ignore WordPress.DB
	return (int) $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM `$table` WHERE survey = %s AND ORD(bytes) = %d", $survey, TRIPTYCH_SEALED ) );
}
