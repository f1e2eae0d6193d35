<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * The surveys that the plugin carries (site/content/), and widget.json as this site fills it in.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

function triptych_content_folder(): string {
	return TRIPTYCH_FOLDER . '/site/content';
}

/** Their names. */
function triptych_surveys(): array {
	$files = glob( triptych_content_folder() . '/*/widget.json' );
	return array_map(
		static function ( string $file ): string {
			return basename( dirname( $file ) );
		},
		$files ? $files : array()
	);
}

/** A JSON file of a survey; an empty array where there is none. */
function triptych_survey_file( string $survey, string $name ): array {
	$file = triptych_content_folder() . '/' . $survey . '/' . $name;
	if ( ! in_array( $survey, triptych_surveys(), true ) || ! is_file( $file ) ) {
		return array();
	}
	// phpcs:ignore WordPress.WP.AlternativeFunctions -- a file of the plugin.
	$json = json_decode( (string) file_get_contents( $file ), true );
	return is_array( $json ) ? $json : array();
}

/** As its questionnaire says it, in the language of whoever looks. */
function triptych_survey_title( string $survey ): string {
	$title = triptych_survey_file( $survey, 'questionnaire.json' )['title'] ?? '';
	if ( is_array( $title ) ) {
		$title = $title[ substr( determine_locale(), 0, 2 ) ] ?? ( 'fr' === substr( determine_locale(), 0, 2 ) ? $title['default'] ?? '' : $title['en'] ?? $title['default'] ?? '' );
	}
	return is_string( $title ) && '' !== $title ? $title : $survey;
}

function triptych_survey_languages( string $survey ): array {
	$widget = triptych_survey_file( $survey, 'widget.json' );
	return isset( $widget['languages'] ) && is_array( $widget['languages'] ) ? $widget['languages'] : array( 'en' );
}

/** How many new ballots a publication needs, by the survey's own rules. */
function triptych_least_new( string $survey ): int {
	$policy = triptych_survey_file( $survey, 'disclosure.json' );
	return isset( $policy['batches']['min_new'] ) ? (int) $policy['batches']['min_new'] : 11;
}

function triptych_asks( string $survey, string $question ): bool {
	foreach ( triptych_survey_file( $survey, 'questionnaire.json' )['pages'] ?? array() as $page ) {
		if ( in_array( $question, array_column( $page['elements'] ?? array(), 'name' ), true ) ) {
			return true;
		}
	}
	return false;
}

/** The widget.json that visitors of this site get. Addresses are paths of this site, so that https and www never matter. */
function triptych_widget( string $survey ): array {
	$settings = triptych_settings();
	$widget   = triptych_survey_file( $survey, 'widget.json' );
	// Those belong to whoever wrote the demonstration.
	unset( $widget['$schema'], $widget['simulated'], $widget['controller'], $widget['theme'] );
	$languages           = array_values( array_intersect( $widget['languages'] ?? array(), $settings['languages'] ) );
	$widget['languages'] = $languages ? $languages : triptych_survey_languages( $survey );
	$widget['collect']   = array( 'kind' => 'none' );
	if ( triptych_is_ready() ) {
		$widget['controller'] = array_filter(
			array(
				'name'    => $settings['name'],
				'contact' => $settings['contact'],
				'dpo'     => $settings['dpo'],
			)
		);
		$widget['collect']    = array_filter(
			array(
				'kind'      => 'wordpress',
				'url'       => triptych_local( triptych_door_address( triptych_door(), $survey ) ),
				'publicKey' => $settings['public_key'],
			)
		);
	}
	$widget['results']   = array( 'url' => triptych_local( home_url( '/?triptych=results/' . $survey . '.json' ) ) );
	$widget['omit']      = $settings['omit_role'] && triptych_asks( $survey, 'role' ) ? array( 'role' ) : array();
	$widget['retention'] = array( 'days' => (int) $settings['retention'] );
	$theme               = triptych_theme( $settings['accent'], $settings['accent_dark'] );
	if ( $theme ) {
		$widget['theme'] = $theme;
	}
	return $widget;
}

/** The accent in both schemes, and on it whichever of white and near-black reads better. Where only one was chosen the other stays the widget's own. */
function triptych_theme( string $light, string $dark ): array {
	if ( '' === $light && '' === $dark ) {
		return array();
	}
	$light = '' === $light ? '#0b5157' : $light;
	$dark  = '' === $dark ? '#8ed8d2' : $dark;
	$on    = static function ( string $colour ): string {
		return triptych_contrast( $colour, '#ffffff' ) >= triptych_contrast( $colour, '#0c2125' ) ? '#ffffff' : '#0c2125';
	};
	return array(
		'accent'    => "light-dark($light, $dark)",
		'on-accent' => 'light-dark(' . $on( $light ) . ', ' . $on( $dark ) . ')',
	);
}
