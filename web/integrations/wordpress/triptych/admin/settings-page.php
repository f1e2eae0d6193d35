<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * wp-admin → Triptych → Settings.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

add_action( 'admin_init', 'triptych_register_settings' );
// Somebody has just set the survey up: which address takes ballots is found out before the first visitor comes.
add_action( 'load-options.php', 'triptych_try_after_saving' );

function triptych_try_after_saving(): void {
	add_action( 'add_option_' . TRIPTYCH_SETTINGS, 'triptych_choose_door', 20, 0 );
	add_action( 'update_option_' . TRIPTYCH_SETTINGS, 'triptych_choose_door', 20, 0 );
}

function triptych_register_settings(): void {
	register_setting(
		TRIPTYCH_SETTINGS,
		TRIPTYCH_SETTINGS,
		array(
			'type'              => 'array',
			'sanitize_callback' => 'triptych_sanitize_settings',
		)
	);
}

/** One row of the form: `$field` is the input, already escaped. */
function triptych_row( string $id, string $label, string $field, string $help = '' ): void {
	printf(
		'<tr><th scope="row"><label for="triptych-%1$s">%2$s</label></th><td>%3$s%4$s</td></tr>',
		esc_attr( $id ),
		esc_html( $label ),
		// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- escaped where it was made.
		$field,
		'' === $help ? '' : '<p class="description" id="triptych-' . esc_attr( $id ) . '-help">' . esc_html( $help ) . '</p>'
	);
}

function triptych_text_field( string $id, string $value, string $more = '' ): string {
	return sprintf( '<input type="text" class="regular-text" id="triptych-%1$s" name="%2$s[%1$s]" value="%3$s" aria-describedby="triptych-%1$s-help" %4$s>', esc_attr( $id ), esc_attr( TRIPTYCH_SETTINGS ), esc_attr( $value ), $more );
}

/** The hidden field tells an empty box from a form that had none. */
function triptych_box( string $id, bool $on, string $words ): string {
	return sprintf( '<input type="hidden" name="%1$s[%2$s]" value="0"><label><input type="checkbox" id="triptych-%2$s" name="%1$s[%2$s]" value="1" %3$s> %4$s</label>', esc_attr( TRIPTYCH_SETTINGS ), esc_attr( $id ), checked( $on, true, false ), esc_html( $words ) );
}

function triptych_settings_page(): void {
	if ( ! current_user_can( TRIPTYCH_CAPABILITY ) ) {
		return;
	}
	$settings = triptych_settings();
	echo '<div class="wrap triptych-settings"><h1>', esc_html__( 'Triptych: settings', 'triptych' ), '</h1>';
	settings_errors();
	printf( '<form method="post" action="%s">', esc_url( admin_url( 'options.php' ) ) );
	settings_fields( TRIPTYCH_SETTINGS );

	echo '<h2>', esc_html__( 'Who answers for the data', 'triptych' ), '</h2><p>', esc_html__( 'Visitors read this before they answer. Without a name and a contact nothing is sent.', 'triptych' ), '</p><table class="form-table" role="presentation">';
	triptych_row( 'name', __( 'Association', 'triptych' ), triptych_text_field( 'name', $settings['name'], 'autocomplete="organization"' ) );
	triptych_row( 'contact', __( 'Contact', 'triptych' ), triptych_text_field( 'contact', $settings['contact'] ), __( 'An e-mail or web address that visitors can write to.', 'triptych' ) );
	triptych_row( 'dpo', __( 'Data protection contact', 'triptych' ), triptych_text_field( 'dpo', $settings['dpo'] ), __( 'If you have one.', 'triptych' ) );
	triptych_row( 'retention', __( 'Days that ballots are kept', 'triptych' ), sprintf( '<input type="number" min="1" max="3650" id="triptych-retention" name="%s[retention]" value="%d" aria-describedby="triptych-retention-help">', esc_attr( TRIPTYCH_SETTINGS ), (int) $settings['retention'] ), __( 'Counted from the day on which the survey is closed; then they are deleted. What was published stays.', 'triptych' ) );
	echo '</table><h2>', esc_html__( 'The survey', 'triptych' ), '</h2><table class="form-table" role="presentation">';
	$options = '';
	foreach ( triptych_surveys() as $survey ) {
		$options .= sprintf( '<option value="%s" %s>%s</option>', esc_attr( $survey ), selected( $survey, $settings['survey'], false ), esc_html( triptych_survey_title( $survey ) ) );
	}
	triptych_row( 'survey', __( 'Survey', 'triptych' ), sprintf( '<select id="triptych-survey" name="%s[survey]">%s</select>', esc_attr( TRIPTYCH_SETTINGS ), $options ) );
	triptych_row( 'title', __( 'Title above it', 'triptych' ), triptych_text_field( 'title', $settings['title'] ), __( 'May be empty where the page has its own.', 'triptych' ) );
	triptych_languages_row( $settings );
	triptych_row( 'omit_role', __( 'Role', 'triptych' ), triptych_box( 'omit_role', $settings['omit_role'], __( 'Do not ask whether somebody is a patient, a carer or a professional', 'triptych' ) ), __( 'Tick it if your association is for one disease: who answers “patient” on its site says something about their health.', 'triptych' ) );
	echo '</table><h2>', esc_html__( 'Colours', 'triptych' ), '</h2><table class="form-table" role="presentation">';
	$colour_help = __( 'Written #rrggbb. Empty: the widget’s own. A colour that some people cannot read is refused.', 'triptych' );
	triptych_row( 'accent', __( 'Accent, light page', 'triptych' ), triptych_text_field( 'accent', $settings['accent'], 'placeholder="#0b5157"' ), $colour_help );
	triptych_row( 'accent_dark', __( 'Accent, dark page', 'triptych' ), triptych_text_field( 'accent_dark', $settings['accent_dark'], 'placeholder="#8ed8d2"' ), $colour_help );
	echo '</table><h2>', esc_html__( 'More', 'triptych' ), '</h2><table class="form-table" role="presentation">';
	triptych_row( 'public_key', __( 'Public key', 'triptych' ), triptych_text_field( 'public_key', $settings['public_key'], 'spellcheck="false"' ), __( 'Ballots are then sealed in the visitor’s browser, and your host cannot read them. Made by “triptych keys”. Without the private key nobody can ever open them.', 'triptych' ) );
	triptych_row( 'delete_on_uninstall', __( 'When the plugin is deleted', 'triptych' ), triptych_box( 'delete_on_uninstall', $settings['delete_on_uninstall'], __( 'Delete its ballots, results and settings too', 'triptych' ) ), __( 'Otherwise they stay in the database and in uploads, and are there again when the plugin is.', 'triptych' ) );
	echo '</table>';
	submit_button();
	echo '</form></div>';
}

function triptych_languages_row( array $settings ): void {
	$names = array(
		'fr' => 'Français',
		'en' => 'English',
	);
	$boxes = '';
	foreach ( triptych_survey_languages( $settings['survey'] ) as $language ) {
		$boxes .= sprintf( '<label lang="%1$s"><input type="checkbox" name="%2$s[languages][]" value="%1$s" %3$s> %4$s</label><br>', esc_attr( $language ), esc_attr( TRIPTYCH_SETTINGS ), checked( in_array( $language, $settings['languages'], true ), true, false ), esc_html( $names[ $language ] ?? $language ) );
	}
	// An empty choice must arrive as such.
	printf( '<tr><th scope="row">%s</th><td><fieldset><legend class="screen-reader-text">%s</legend><input type="hidden" name="%s[languages][]" value="">%s</fieldset></td></tr>', esc_html__( 'Languages', 'triptych' ), esc_html__( 'Languages', 'triptych' ), esc_attr( TRIPTYCH_SETTINGS ), $boxes ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- escaped above.
}
