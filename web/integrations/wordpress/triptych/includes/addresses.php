<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * The two addresses that take ballots: the REST route, and a plain one for sites whose REST is shut to visitors. Which of them answers is tried out.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

/** 'rest' or 'plain': the address that visitors' pages use. */
const TRIPTYCH_DOOR  = 'triptych_door';
const TRIPTYCH_DOORS = array( 'rest', 'plain' );

function triptych_door(): string {
	return 'plain' === get_option( TRIPTYCH_DOOR ) ? 'plain' : 'rest';
}

/** `?rest_route=` and not /wp-json/: it is there with permalinks and without, so that switching them cuts off no page that a visitor has open. */
function triptych_door_address( string $door, string $survey ): string {
	$what = 'rest' === $door ? 'rest_route=/triptych/v1/ballots' : 'triptych=ballots';
	return home_url( '/?' . $what . '&survey=' . rawurlencode( $survey ) );
}

/** As a path where it is of this site: whether a visitor came by http or https, with www or without, it is the page's own origin. */
function triptych_local( string $url ): string {
	$host = wp_parse_url( $url, PHP_URL_HOST );
	return wp_parse_url( home_url(), PHP_URL_HOST ) === $host ? wp_make_link_relative( $url ) : $url;
}

/** What a visitor without any cookie would be answered there: 'answers', 'closed', or why not. */
function triptych_try_door( string $door, string $survey ): string {
	$bytes    = triptych_test_ballot();
	$response = wp_remote_post(
		triptych_door_address( $door, $survey ),
		array(
			'headers'     => array( 'Content-Type' => 'text/plain' ),
			'body'        => triptych_encode( $bytes ),
			'timeout'     => 5,
			'redirection' => 0,
			'cookies'     => array(),
			/** This filter is documented in wp-includes/class-wp-http-streams.php */
			'sslverify'   => apply_filters( 'https_local_ssl_verify', false ), // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- WordPress's own.
		)
	);
	if ( is_wp_error( $response ) ) {
		return $response->get_error_message();
	}
	$status = wp_remote_retrieve_response_code( $response );
	if ( 410 === $status ) {
		return 'closed';
	}
	$said = json_decode( wp_remote_retrieve_body( $response ), true );
	return 200 === $status && is_array( $said ) && hash( 'sha256', $bytes ) === ( $said['sha256'] ?? '' ) ? 'answers' : 'HTTP ' . $status;
}

/** Tries both, and from then on visitors' pages use the first that answers; where none does, what was used stays. Answers what each said. */
function triptych_choose_door(): array {
	$settings = triptych_settings();
	$said     = array();
	foreach ( TRIPTYCH_DOORS as $door ) {
		$said[ $door ] = triptych_try_door( $door, $settings['survey'] );
	}
	$door = array_search( 'answers', $said, true );
	if ( false !== $door && triptych_door() !== $door ) {
		update_option( TRIPTYCH_DOOR, $door );
	}
	triptych_refresh_site();
	return $said;
}

/** Answers and ends the request, before anything else of the site runs. */
function triptych_answer( int $status, array $body, array $headers = array() ): void {
	status_header( $status );
	header( 'Content-Type: application/json' );
	header( 'X-Content-Type-Options: nosniff' );
	foreach ( array_merge( array( 'Cache-Control' => 'no-store' ), $headers ) as $name => $value ) {
		header( "$name: $value" );
	}
	echo wp_json_encode( $body );
	exit;
}

/** `?triptych=…`, so early that no theme, no REST and few other plugins have a say. */
function triptych_plain_route(): void {
	// phpcs:disable WordPress.Security.NonceVerification -- visitors have no nonce: pages are cached, and a ballot names nobody.
	$what = isset( $_GET['triptych'] ) ? sanitize_text_field( wp_unslash( $_GET['triptych'] ) ) : '';
	if ( '' === $what ) {
		return;
	}
	if ( 'ballots' !== $what ) {
		triptych_serve_published( $what );
		return;
	}
	if ( 'POST' !== triptych_header( 'REQUEST_METHOD' ) ) {
		triptych_answer( 405, triptych_refusal( 405, 'only_post' )[1], array( 'Allow' => 'POST' ) );
	}
	$survey = isset( $_GET['survey'] ) ? sanitize_key( sanitize_text_field( wp_unslash( $_GET['survey'] ) ) ) : '';
	// phpcs:enable
	// phpcs:ignore WordPress.WP.AlternativeFunctions -- the request's own body.
	list( $status, $body ) = triptych_receive( $survey, (string) file_get_contents( 'php://input', false, null, 0, TRIPTYCH_MOST_SEALED_TEXT + 1 ) );
	triptych_answer( $status, $body, triptych_try_again( $status ) );
}
add_action( 'plugins_loaded', 'triptych_plain_route' );

// Another plugin may shut REST, or open it.
add_action( 'triptych_daily', 'triptych_choose_door' );
add_action( 'activated_plugin', 'triptych_door_may_have_changed' );
add_action( 'deactivated_plugin', 'triptych_door_may_have_changed' );
/** Tried in a request of its own, once that plugin runs: in this one it does not yet. */
function triptych_door_may_have_changed(): void {
	if ( ! wp_next_scheduled( 'triptych_try' ) ) {
		wp_schedule_single_event( time(), 'triptych_try' );
	}
}
add_action( 'triptych_try', 'triptych_choose_door' );
