<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * What was released and comes back into the site: results/<survey>.json, data/<bundle>.zip and data/index.json, under uploads/triptych/.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

const TRIPTYCH_MOST_RESULTS = 4 * MB_IN_BYTES;
const TRIPTYCH_MOST_BUNDLE  = 32 * MB_IN_BYTES;
const TRIPTYCH_MOST_INDEX   = MB_IN_BYTES;

/** On disk, and its address. */
function triptych_uploads(): array {
	$uploads = wp_upload_dir( null, false );
	return array( $uploads['basedir'] . '/triptych', set_url_scheme( $uploads['baseurl'] ) . '/triptych' );
}

/** Whole or not at all: visitors never read half a file. */
function triptych_write( string $path, string $bytes ): bool {
	list( $folder ) = triptych_uploads();
	$file           = $folder . '/' . $path;
	if ( ! wp_mkdir_p( dirname( $file ) ) ) {
		return false;
	}
	$beside = $file . '.' . wp_generate_password( 12, false ) . '.tmp';
	// phpcs:disable WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors, Generic.PHP.NoSilencedErrors -- WP_Filesystem cannot rename in one step.
	if ( strlen( $bytes ) !== @file_put_contents( $beside, $bytes ) || ! @chmod( $beside, 0644 ) || ! @rename( $beside, $file ) ) {
		@unlink( $beside );
		return false;
	}
	// phpcs:enable
	return true;
}

/** The file's text; null where there is none. */
function triptych_published_file( string $path ): ?string {
	list( $folder ) = triptych_uploads();
	$file           = $folder . '/' . $path;
	// phpcs:ignore WordPress.WP.AlternativeFunctions -- a file of the plugin.
	return is_file( $file ) ? (string) file_get_contents( $file ) : null;
}

/** Ballots, date and state of the last publication; null before the first. */
function triptych_last_published( string $survey ): ?array {
	$text = triptych_published_file( 'results/' . $survey . '.json' );
	if ( null === $text ) {
		return null;
	}
	list( $folder ) = triptych_uploads();
	$snapshot       = json_decode( $text, true );
	return array(
		'ballots' => (int) ( $snapshot['ballots'] ?? 0 ),
		'closed'  => 'closed' === ( $snapshot['state'] ?? '' ),
		'time'    => (int) filemtime( $folder . '/results/' . $survey . '.json' ),
	);
}

/** The released snapshot, made by the workbench. */
function triptych_publish_results( WP_REST_Request $request ) {
	$survey   = (string) $request->get_param( 'survey' );
	$bytes    = $request->get_body();
	$snapshot = json_decode( $bytes, true );
	if ( strlen( $bytes ) > TRIPTYCH_MOST_RESULTS ) {
		return new WP_Error( 'triptych_too_long', __( 'The file is too long.', 'triptych' ), array( 'status' => 413 ) );
	}
	if ( ! is_array( $snapshot ) || 'triptych-snapshot' !== ( $snapshot['format'] ?? '' ) || ( $snapshot['survey'] ?? '' ) !== $survey || ! in_array( $survey, triptych_surveys(), true ) ) {
		return new WP_Error( 'triptych_no_snapshot', __( 'This is not a snapshot of that survey.', 'triptych' ), array( 'status' => 400 ) );
	}
	$path = 'results/' . $survey . '.json';
	$last = json_decode( (string) triptych_published_file( $path ), true );
	// Two tabs: the one that is behind would take back what all have seen.
	if ( is_array( $last ) && (int) ( $last['wave'] ?? 0 ) === (int) ( $snapshot['wave'] ?? 0 ) && (int) ( $last['number'] ?? 0 ) > (int) ( $snapshot['number'] ?? 0 ) ) {
		return new WP_Error( 'triptych_older', __( 'A later publication is there already.', 'triptych' ), array( 'status' => 409 ) );
	}
	$done = triptych_write( $path, $bytes );
	// Final results by whatever way: a later ballot would never be counted.
	if ( $done && 'closed' === ( $snapshot['state'] ?? '' ) ) {
		triptych_close( $survey );
	}
	return triptych_written( $done, $bytes );
}

/** A bundle, which is never written again under the same name, or the list of bundles. */
function triptych_publish_data( WP_REST_Request $request ) {
	$name  = (string) $request->get_param( 'file' );
	$bytes = $request->get_body();
	$index = 'index.json' === $name;
	if ( ! $index && ! preg_match( '/\A[a-z0-9-]{1,120}\.zip\z/', $name ) ) {
		return new WP_Error( 'triptych_file_name', __( 'A bundle is called <name>.zip.', 'triptych' ), array( 'status' => 400 ) );
	}
	if ( strlen( $bytes ) > ( $index ? TRIPTYCH_MOST_INDEX : TRIPTYCH_MOST_BUNDLE ) ) {
		return new WP_Error( 'triptych_too_long', __( 'The file is too long.', 'triptych' ), array( 'status' => 413 ) );
	}
	$json = $index ? json_decode( $bytes, true ) : null;
	if ( $index ? ! isset( $json['bundles'] ) || 1 !== ( $json['version'] ?? 0 ) || ! is_array( $json['bundles'] ) : "PK\x03\x04" !== substr( $bytes, 0, 4 ) ) {
		return new WP_Error( 'triptych_no_bundle', __( 'This is not a bundle, nor a list of bundles.', 'triptych' ), array( 'status' => 400 ) );
	}
	$there = $index ? null : triptych_published_file( 'data/' . $name );
	if ( null !== $there && $there !== $bytes ) {
		return new WP_Error( 'triptych_published', __( 'Another bundle was published under this name: who cites it must find it unchanged.', 'triptych' ), array( 'status' => 409 ) );
	}
	return triptych_written( null !== $there || triptych_write( 'data/' . $name, $bytes ), $bytes );
}

function triptych_written( bool $done, string $bytes ) {
	return $done
		? new WP_REST_Response( array( 'sha256' => hash( 'sha256', $bytes ) ), 200 )
		: new WP_Error( 'triptych_not_written', __( 'The folder wp-content/uploads cannot be written.', 'triptych' ), array( 'status' => 507 ) );
}

/**
 * `?triptych=results/<survey>.json`, `data/index.json`, `data/<bundle>.zip`: with the right type whatever the server knows of types, kept for
 * five minutes, so that a publication is seen soon.
 */
function triptych_serve_published( string $path ): void {
	if ( ! preg_match( '#\A(?:results/[a-z0-9-]+\.json|data/index\.json|data/[a-z0-9-]+\.zip)\z#', $path ) ) {
		return;
	}
	$bytes = triptych_published_file( $path );
	if ( null === $bytes ) {
		triptych_answer( 404, triptych_refusal( 404, 'nothing_published' )[1] );
	}
	$tag = '"' . hash( 'sha256', $bytes ) . '"';
	header( 'Cache-Control: public, max-age=300' );
	header( 'X-Content-Type-Options: nosniff' );
	header( 'ETag: ' . $tag );
	if ( triptych_header( 'HTTP_IF_NONE_MATCH' ) === $tag ) {
		status_header( 304 );
		exit;
	}
	status_header( 200 );
	header( 'Content-Type: ' . ( '.zip' === substr( $path, -4 ) ? 'application/zip' : 'application/json' ) );
	header( 'Content-Length: ' . strlen( $bytes ) );
	// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- the file itself, under its own type.
	echo $bytes;
	exit;
}
