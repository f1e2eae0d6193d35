<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * The survey as plain files, under uploads/triptych/: content/ with this site's widget.json, research.html, workbench.html. The web server gives
 * them to visitors without PHP, and addresses relative to widget.json hold with permalinks and without.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

/** What the files were last made of. */
const TRIPTYCH_MADE_OF = 'triptych_made_of';

function triptych_code_address(): string {
	return triptych_local( plugins_url( 'site/', TRIPTYCH_FILE ) );
}

/** Everything that the files depend on. */
function triptych_ingredients(): string {
	$address = triptych_uploads()[1];
	return md5( (string) wp_json_encode( array( TRIPTYCH_VERSION, triptych_settings(), triptych_door(), home_url(), $address, triptych_code_address() ) ) );
}

/** Settings, the plugin's version, the site's address or folder may have changed: then, and only then, all are written again. */
function triptych_refresh_site(): void {
	if ( get_option( TRIPTYCH_MADE_OF ) !== triptych_ingredients() ) {
		// Of a network of sites, activation reached only the first.
		triptych_make_table();
		triptych_schedule();
		triptych_write_site();
	}
}
add_action( 'admin_init', 'triptych_refresh_site' );
add_action( 'update_option_' . TRIPTYCH_SETTINGS, 'triptych_refresh_site' );
add_action( 'add_option_' . TRIPTYCH_SETTINGS, 'triptych_refresh_site' );

/** False: the folder cannot be written. */
function triptych_write_site(): bool {
	$done = true;
	foreach ( triptych_surveys() as $survey ) {
		$from  = triptych_content_folder() . '/' . $survey;
		$files = new RecursiveIteratorIterator( new RecursiveDirectoryIterator( $from, FilesystemIterator::SKIP_DOTS ) );
		foreach ( $files as $file ) {
			$name = substr( $file->getPathname(), strlen( $from ) + 1 );
			// phpcs:ignore WordPress.WP.AlternativeFunctions -- a file of the plugin.
			$text = 'widget.json' === $name ? triptych_json( triptych_widget( $survey ) ) : (string) file_get_contents( $file->getPathname() );
			$done = triptych_write( 'content/' . $survey . '/' . $name, $text ) && $done;
		}
	}
	foreach ( array( 'research.html', 'workbench.html' ) as $page ) {
		$done = triptych_write( $page, triptych_page( $page ) ) && $done;
	}
	$done = triptych_write( '.htaccess', triptych_server_rules() ) && $done;
	if ( $done ) {
		update_option( TRIPTYCH_MADE_OF, triptych_ingredients() );
	}
	return $done;
}

function triptych_json( array $value ): string {
	return (string) wp_json_encode( $value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
}

/** A page of the plugin that stands beside results/ and data/, and takes its code from the plugin's folder. */
function triptych_page( string $page ): string {
	$code = triptych_code_address();
	// phpcs:ignore WordPress.WP.AlternativeFunctions -- a file of the plugin.
	$text = (string) file_get_contents( TRIPTYCH_FOLDER . '/site/' . $page );
	return str_replace( array( 'assets/', 'href="icon.svg"', 'href="demonstration.css"' ), array( $code . 'assets/', 'href="' . esc_attr( $code ) . 'icon.svg"', 'href="' . esc_attr( $code ) . 'demonstration.css"' ), $text );
}

function triptych_server_rules(): string {
	return "<IfModule mod_headers.c>\n\tHeader set Cache-Control \"public, max-age=300\"\n\tHeader set X-Content-Type-Options nosniff\n</IfModule>\n"
		. "<IfModule mod_mime.c>\n\tAddType application/json .json\n\tAddType application/zip .zip\n</IfModule>\n";
}

/** Where visitors' pages find widget.json; what follows the question mark changes with it, so that no cache keeps an old one. */
function triptych_widget_address( string $survey ): string {
	return triptych_local( triptych_uploads()[1] . '/content/' . $survey . '/widget.json?' . substr( (string) get_option( TRIPTYCH_MADE_OF ), 0, 8 ) );
}
