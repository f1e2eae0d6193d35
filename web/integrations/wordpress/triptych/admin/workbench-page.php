<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * wp-admin → Triptych → Workbench: the page that counts and releases, in a frame. It is told where this site's routes are by its address's
 * fragment, which no server sees and no log keeps.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

function triptych_workbench_address(): string {
	// A fragment's plus sign is a plus sign: spaces must be %20.
	$told = http_build_query(
		array(
			'wordpress' => triptych_local( rest_url( 'triptych/v1/' ) ),
			'nonce'     => wp_create_nonce( 'wp_rest' ),
			'survey'    => triptych_settings()['survey'],
		),
		'',
		'&',
		PHP_QUERY_RFC3986
	);
	$page = triptych_local( triptych_uploads()[1] . '/workbench.html' );
	return $page . '?' . substr( (string) get_option( TRIPTYCH_MADE_OF ), 0, 8 ) . '&lang=' . substr( get_user_locale(), 0, 2 ) . '#' . $told;
}

function triptych_workbench_page(): void {
	if ( ! current_user_can( TRIPTYCH_CAPABILITY ) ) {
		return;
	}
	printf(
		'<div class="wrap triptych-workbench"><h1>%s</h1><p>%s</p><iframe title="%s" src="%s" style="width:100%%;height:calc(100vh - 12rem);min-height:30rem;border:1px solid #c3c4c7;background:#fff"></iframe></div>',
		esc_html__( 'Triptych: workbench', 'triptych' ),
		esc_html__( 'Ballots are counted in your browser. What you publish goes to this site, and nothing else leaves this page.', 'triptych' ),
		esc_attr__( 'Workbench', 'triptych' ),
		esc_url( triptych_workbench_address() )
	);
}
