<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * The survey in a page: a block and the shortcode [triptych]. Both are drawn when the page is shown, so that authors who may paste no script can
 * place them, and neither holds a nonce, so that a page cache may keep the page.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

add_action( 'init', 'triptych_register_embeds' );
add_action( 'enqueue_block_editor_assets', 'triptych_block_words' );

function triptych_register_embeds(): void {
	wp_register_script( 'triptych', plugins_url( 'site/triptych.js', TRIPTYCH_FILE ), array(), TRIPTYCH_VERSION, true );
	wp_register_style( 'triptych', plugins_url( 'embed.css', TRIPTYCH_FILE ), array(), TRIPTYCH_VERSION );
	add_shortcode( 'triptych', 'triptych_embed' );
	register_block_type( TRIPTYCH_FOLDER . '/block', array( 'render_callback' => 'triptych_embed' ) );
}

/** In the editor alone: it reads the questionnaire, which no visitor's request has to wait for. */
function triptych_block_words(): void {
	$settings = triptych_settings();
	wp_localize_script(
		'triptych-survey-editor-script',
		'triptychBlock',
		array(
			'languages' => $settings['languages'],
			'words'     => array(
				'title'       => __( 'Triptych survey', 'triptych' ),
				'description' => __( 'An anonymous survey that explains before it asks.', 'triptych' ),
				'here'        => __( 'Visitors see the survey here:', 'triptych' ),
				'survey'      => '' === $settings['title'] ? triptych_survey_title( $settings['survey'] ) : $settings['title'],
				'notReady'    => triptych_is_ready() ? '' : __( 'Nothing is sent yet: an administrator must say who answers for the data (Triptych → Settings).', 'triptych' ),
				'options'     => __( 'Survey', 'triptych' ),
				'language'    => __( 'Language', 'triptych' ),
				'automatic'   => __( 'That of the page', 'triptych' ),
			),
		)
	);
}

/**
 * The element, what stands in its place without scripts, and its script in the footer.
 *
 * @param array|string $attributes Of the block or the shortcode.
 */
function triptych_embed( $attributes ): string {
	$settings = triptych_settings();
	$given    = shortcode_atts( array( 'lang' => '' ), is_array( $attributes ) ? $attributes : array(), 'triptych' );
	$page     = substr( determine_locale(), 0, 2 );
	$language = in_array( $given['lang'], $settings['languages'], true ) ? $given['lang'] : ( in_array( $page, $settings['languages'], true ) ? $page : $settings['languages'][0] );
	triptych_refresh_site();
	wp_enqueue_script( 'triptych' );
	wp_enqueue_style( 'triptych' );
	$title = '' === $settings['title'] ? '' : '<h2 class="triptych-title">' . esc_html( $settings['title'] ) . '</h2>';
	return sprintf(
		'<div class="triptych-survey">%s<triptych-widget src="%s" lang="%s" data-base="%s" heading-level="%d"><p>%s</p></triptych-widget></div>',
		$title,
		esc_attr( triptych_widget_address( $settings['survey'] ) ),
		esc_attr( $language ),
		// An optimiser may merge triptych.js into another file: the element says where the rest lies.
		esc_attr( triptych_code_address() ),
		'' === $title ? 2 : 3,
		esc_html( trim( __( 'A survey stands here. It needs JavaScript.', 'triptych' ) . ' ' . $settings['contact'] ) )
	);
}
