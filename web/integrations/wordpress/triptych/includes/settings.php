<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * What the association says once: its survey, who answers for the data, languages, colours. One option, checked when it is saved.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

const TRIPTYCH_SETTINGS = 'triptych_settings';
/** Survey => UTC date of its closing. */
const TRIPTYCH_CLOSED = 'triptych_closed';

/** Grounds that the accent stands on, in the light and in the dark page (web/src/elements/first.styles.ts). */
const TRIPTYCH_GROUNDS = array(
	'accent'      => array( '#ffffff', '#f1f5f4' ),
	'accent_dark' => array( '#111b21', '#1b2830' ),
);
/** WCAG 2.2, 1.4.3. */
const TRIPTYCH_LEAST_CONTRAST = 4.5;

function triptych_settings(): array {
	$defaults = array(
		'survey'              => 'ai-in-care',
		'title'               => '',
		'name'                => '',
		'contact'             => '',
		'dpo'                 => '',
		'languages'           => array( 'fr', 'en' ),
		'accent'              => '',
		'accent_dark'         => '',
		'omit_role'           => false,
		'retention'           => 365,
		'public_key'          => '',
		'delete_on_uninstall' => false,
	);
	$saved    = get_option( TRIPTYCH_SETTINGS, array() );
	return array_merge( $defaults, is_array( $saved ) ? array_intersect_key( $saved, $defaults ) : array() );
}

/** Without somebody who answers for the data the widget sends nothing, and says that it is a demonstration. */
function triptych_is_ready(): bool {
	$settings = triptych_settings();
	return '' !== $settings['name'] && '' !== $settings['contact'];
}

/** The date of closing, or an empty text. */
function triptych_closed_on( string $survey ): string {
	$closed = get_option( TRIPTYCH_CLOSED, array() );
	return is_array( $closed ) && isset( $closed[ $survey ] ) ? (string) $closed[ $survey ] : '';
}

/**
 * What the form sent, as it may be kept; what may not be kept leaves the former value and says why.
 *
 * @param mixed $input Of the form.
 */
function triptych_sanitize_settings( $input ): array {
	$input    = is_array( $input ) ? $input : array();
	$settings = triptych_settings();
	$text     = static function ( string $field ) use ( $input, $settings ): string {
		return isset( $input[ $field ] ) && is_string( $input[ $field ] ) ? sanitize_text_field( $input[ $field ] ) : $settings[ $field ];
	};
	foreach ( array( 'title', 'name', 'contact', 'dpo' ) as $field ) {
		$settings[ $field ] = mb_substr( $text( $field ), 0, 200 );
	}
	if ( in_array( $text( 'survey' ), triptych_surveys(), true ) ) {
		$settings['survey'] = $text( 'survey' );
	}
	$offered   = triptych_survey_languages( $settings['survey'] );
	$languages = array_values( array_intersect( $offered, isset( $input['languages'] ) && is_array( $input['languages'] ) ? $input['languages'] : $settings['languages'] ) );
	if ( array() === $languages ) {
		$languages = $offered;
		add_settings_error( TRIPTYCH_SETTINGS, 'languages', __( 'At least one language is needed: all are offered.', 'triptych' ) );
	}
	$settings['languages'] = $languages;
	foreach ( TRIPTYCH_GROUNDS as $field => $grounds ) {
		$colour = strtolower( $text( $field ) );
		if ( '' !== $colour && ! preg_match( '/\A#[0-9a-f]{6}\z/', $colour ) ) {
			/* translators: %s: what was typed. */
			add_settings_error( TRIPTYCH_SETTINGS, $field, sprintf( __( 'A colour is written #rrggbb: “%s” is not.', 'triptych' ), $colour ) );
			continue;
		}
		$least = '' === $colour ? TRIPTYCH_LEAST_CONTRAST : min( triptych_contrast( $colour, $grounds[0] ), triptych_contrast( $colour, $grounds[1] ) );
		if ( $least < TRIPTYCH_LEAST_CONTRAST ) {
			/* translators: 1: a colour, 2: its contrast, as in 3.2. */
			add_settings_error( TRIPTYCH_SETTINGS, $field, sprintf( __( 'The colour %1$s was not kept: some people could not read it (contrast %2$s, at least 4.5 is needed).', 'triptych' ), $colour, number_format_i18n( $least, 1 ) ) );
			continue;
		}
		$settings[ $field ] = $colour;
	}
	$key = $text( 'public_key' );
	if ( '' === $key || preg_match( '/\A[A-Za-z0-9_-]{43}\z/', $key ) ) {
		$settings['public_key'] = $key;
	} else {
		add_settings_error( TRIPTYCH_SETTINGS, 'public_key', __( 'The public key was not kept: it has 43 letters, digits, “-” or “_”.', 'triptych' ) );
	}
	if ( isset( $input['retention'] ) && is_numeric( $input['retention'] ) ) {
		$settings['retention'] = max( 1, min( 3650, (int) $input['retention'] ) );
	}
	// An empty box is not sent: the hidden field before it says that the form had one.
	foreach ( array( 'omit_role', 'delete_on_uninstall' ) as $field ) {
		$settings[ $field ] = isset( $input[ $field ] ) ? '1' === (string) $input[ $field ] : $settings[ $field ];
	}
	return $settings;
}

function triptych_luminance( string $colour ): float {
	$linear = static function ( string $pair ): float {
		$channel = hexdec( $pair ) / 255;
		return $channel <= 0.04045 ? $channel / 12.92 : pow( ( $channel + 0.055 ) / 1.055, 2.4 );
	};
	return 0.2126 * $linear( substr( $colour, 1, 2 ) ) + 0.7152 * $linear( substr( $colour, 3, 2 ) ) + 0.0722 * $linear( substr( $colour, 5, 2 ) );
}

/** WCAG's ratio, 1 to 21, of two colours written #rrggbb. */
function triptych_contrast( string $one, string $other ): float {
	$lights = array( triptych_luminance( $one ), triptych_luminance( $other ) );
	return ( max( $lights ) + 0.05 ) / ( min( $lights ) + 0.05 );
}
