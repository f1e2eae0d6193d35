<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * One ballot that arrives, by whichever of the two addresses: its shape is checked, its bytes are kept, its receipt is their SHA-256.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

/** Characters of the longest open ballot and of the longest sealed one. */
const TRIPTYCH_MOST_TEXT        = 700;
const TRIPTYCH_MOST_SEALED_TEXT = 766;

/** Of the request under way, as the web server gave it. */
function triptych_header( string $name ): string {
	// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- compared, never shown or stored.
	return isset( $_SERVER[ $name ] ) && is_string( $_SERVER[ $name ] ) ? wp_unslash( $_SERVER[ $name ] ) : '';
}

function triptych_encode( string $bytes ): string {
	// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- the ballot's own form.
	return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
}

/** Base64url without padding, one text for one sequence of bytes; null for anything else. */
function triptych_decode( string $text ): ?string {
	if ( ! preg_match( '/\A[A-Za-z0-9_-]+\z/', $text ) ) {
		return null;
	}
	// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- the ballot's own form.
	$bytes = base64_decode( strtr( $text, '-_', '+/' ), true );
	return is_string( $bytes ) && triptych_encode( $bytes ) === $text ? $bytes : null;
}

/** A page of another site may not make its visitors send ballots. A browser vouches for its own origin by Sec-Fetch-Site, which no page can set. */
function triptych_is_foreign(): bool {
	$origin = triptych_header( 'HTTP_ORIGIN' );
	if ( '' === $origin || 'same-origin' === triptych_header( 'HTTP_SEC_FETCH_SITE' ) ) {
		return false;
	}
	$host = preg_replace( '#\A[a-z]+://#', '', $origin );
	$home = wp_parse_url( home_url() );
	return triptych_header( 'HTTP_HOST' ) !== $host && $home['host'] . ( isset( $home['port'] ) ? ':' . $home['port'] : '' ) !== $host;
}

function triptych_refusal( int $status, string $code ): array {
	return array( $status, array( 'error' => array( 'code' => $code ) ) );
}

/**
 * Status and body of the answer. Codes of src/server/service.cpp where both refuse the same thing.
 *
 * @param string $survey Its name; empty: the one of the settings.
 */
function triptych_receive( string $survey, string $body ): array {
	global $wpdb;
	// An error of the database is answered as such, never printed into the receipt.
	$wpdb->hide_errors();
	$settings = triptych_settings();
	$survey   = '' === $survey ? $settings['survey'] : $survey;
	if ( ! in_array( $survey, triptych_surveys(), true ) ) {
		return triptych_refusal( 404, 'unknown_survey' );
	}
	if ( triptych_is_foreign() ) {
		return triptych_refusal( 403, 'foreign_origin' );
	}
	if ( 'text/plain' !== strtolower( trim( explode( ';', triptych_header( 'CONTENT_TYPE' ) )[0] ) ) || '' !== triptych_header( 'HTTP_CONTENT_ENCODING' ) ) {
		return triptych_refusal( 415, 'not_plain_text' );
	}
	if ( strlen( $body ) > TRIPTYCH_MOST_SEALED_TEXT ) {
		return triptych_refusal( 413, 'too_long' );
	}
	$bytes = triptych_decode( $body );
	if ( null === $bytes ) {
		return triptych_refusal( 400, 'not_base64url' );
	}
	$version = ord( $bytes[0] );
	if ( TRIPTYCH_OPEN !== $version && TRIPTYCH_SEALED !== $version ) {
		return triptych_refusal( 400, 'unknown_version' );
	}
	$around = TRIPTYCH_SEALED === $version ? TRIPTYCH_SEAL_BYTES : 0;
	if ( strlen( $bytes ) < TRIPTYCH_LEAST_BYTES + $around ) {
		return triptych_refusal( 400, 'too_short' );
	}
	if ( strlen( $bytes ) > TRIPTYCH_MOST_BYTES + $around ) {
		return triptych_refusal( 413, 'too_long' );
	}
	if ( '' !== triptych_closed_on( $survey ) ) {
		return triptych_refusal( 410, 'closed' );
	}
	$receipt = array( 'sha256' => hash( 'sha256', $bytes ) );
	if ( triptych_is_test( $bytes ) ) {
		return null === triptych_count( $survey ) ? triptych_refusal( 503, 'database' ) : array( 200, $receipt + array( 'test' => true ) );
	}
	// A collector never mixes people's answers with invented ones.
	if ( TRIPTYCH_OPEN === $version && 0 !== ( ord( $bytes[ TRIPTYCH_FLAGS_AT ] ) & TRIPTYCH_SIMULATED ) ) {
		return triptych_refusal( 409, 'simulated' );
	}
	if ( triptych_too_many() ) {
		return triptych_refusal( 429, 'too_many' );
	}
	switch ( triptych_store( $survey, $bytes ) ) {
		case 'created':
			return array( 201, $receipt );
		case 'existed':
			return array( 200, $receipt );
		case 'conflict':
			return triptych_refusal( 409, 'number_taken' );
		default:
			return triptych_refusal( 503, 'database' );
	}
}

/** A ballot of no structure and without a random number: no browser makes it. It is checked and answered as others, and never kept. */
function triptych_test_ballot(): string {
	return "\x01\x00" . str_repeat( "\0", 24 ) . "\x01\x01" . str_repeat( "\0", 4 );
}

function triptych_is_test( string $bytes ): bool {
	return triptych_test_ballot() === $bytes;
}
