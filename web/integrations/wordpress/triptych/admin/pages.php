<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * The menu of wp-admin, and what the pages share: each form has its nonce, each action asks for the capability.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

add_action( 'admin_menu', 'triptych_menu' );
add_action( 'admin_notices', 'triptych_notices' );
add_filter( 'plugin_action_links_' . plugin_basename( TRIPTYCH_FILE ), 'triptych_plugin_links' );
add_filter( 'plugin_row_meta', 'triptych_plugin_facts', 10, 2 );

function triptych_menu(): void {
	add_menu_page( 'Triptych', 'Triptych', TRIPTYCH_CAPABILITY, 'triptych', 'triptych_overview_page', 'dashicons-chart-bar', 58 );
	add_submenu_page( 'triptych', __( 'Triptych: overview', 'triptych' ), __( 'Overview', 'triptych' ), TRIPTYCH_CAPABILITY, 'triptych', 'triptych_overview_page' );
	add_submenu_page( 'triptych', __( 'Triptych: workbench', 'triptych' ), __( 'Workbench', 'triptych' ), TRIPTYCH_CAPABILITY, 'triptych-workbench', 'triptych_workbench_page' );
	add_submenu_page( 'triptych', __( 'Triptych: settings', 'triptych' ), __( 'Settings', 'triptych' ), TRIPTYCH_CAPABILITY, 'triptych-settings', 'triptych_settings_page' );
}

function triptych_page_address( string $page ): string {
	return admin_url( 'admin.php?page=' . $page );
}

/** A form with one button, its nonce inside. `$more`: further fields, already escaped. */
function triptych_button( string $action, string $words, string $kind = 'secondary', string $more = '' ): void {
	printf( '<form method="post" action="%s" class="triptych-%s"><input type="hidden" name="action" value="triptych_%s">', esc_url( admin_url( 'admin-post.php' ) ), esc_attr( $action ), esc_attr( $action ) );
	wp_nonce_field( 'triptych_' . $action );
	// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- escaped where it was made.
	echo $more;
	submit_button( $words, $kind, 'triptych_' . $action . '_button', false );
	echo '</form>';
}

/** Ends the request of whoever may not, or whose form is not ours. */
function triptych_check_form( string $action ): void {
	if ( ! current_user_can( TRIPTYCH_CAPABILITY ) ) {
		wp_die( esc_html__( 'You may not do this.', 'triptych' ), '', array( 'response' => 403 ) );
	}
	check_admin_referer( 'triptych_' . $action );
}

function triptych_back_to_overview( string $said ): void {
	wp_safe_redirect( add_query_arg( 'triptych_said', $said, triptych_page_address( 'triptych' ) ) );
	exit;
}

/** What is left to do before the first ballot. */
function triptych_notices(): void {
	if ( ! current_user_can( TRIPTYCH_CAPABILITY ) ) {
		return;
	}
	if ( ! wp_is_writable( wp_upload_dir()['basedir'] ) ) {
		printf( '<div class="notice notice-error"><p>%s</p></div>', esc_html__( 'Triptych: the folder wp-content/uploads cannot be written. The survey and its results stand there.', 'triptych' ) );
	}
	$screen = get_current_screen();
	$ours   = $screen && false !== strpos( $screen->id, 'triptych' );
	if ( $ours && triptych_is_ready() && ! triptych_placed() ) {
		printf( '<div class="notice notice-info"><p>%s</p>', esc_html__( 'The survey stands on no page yet. Place the block “Triptych” or [triptych] where you like, or:', 'triptych' ) );
		triptych_button( 'page', __( 'Publish a page with the survey', 'triptych' ), 'primary' );
		echo '<p></p></div>';
	}
	if ( ! triptych_is_ready() && ( ! $screen || 'triptych_page_triptych-settings' !== $screen->id ) ) {
		printf(
			'<div class="notice notice-info"><p>%s <a href="%s">%s</a></p></div>',
			esc_html__( 'Triptych sends nothing yet: say who answers for the data.', 'triptych' ),
			esc_url( triptych_page_address( 'triptych-settings' ) ),
			esc_html__( 'Set up Triptych', 'triptych' )
		);
	}
}

/** Up to five published pages and posts with the block or the shortcode. */
function triptych_placed(): array {
	global $wpdb;
	// phpcs:ignore WordPress.DB
	$ids = $wpdb->get_col( $wpdb->prepare( "SELECT ID FROM {$wpdb->posts} WHERE post_status = 'publish' AND post_type IN ('page', 'post') AND (post_content LIKE %s OR post_content LIKE %s) ORDER BY ID LIMIT 5", '%' . $wpdb->esc_like( '<!-- wp:triptych/survey' ) . '%', '%' . $wpdb->esc_like( '[triptych' ) . '%' ) );
	return array_map( 'intval', $ids );
}

function triptych_plugin_links( array $links ): array {
	array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( triptych_page_address( 'triptych-settings' ) ), esc_html__( 'Settings', 'triptych' ) ) );
	return $links;
}

/** Beside "Delete": what deleting would do to the ballots, as the settings have it. */
function triptych_plugin_facts( array $facts, string $file ): array {
	if ( plugin_basename( TRIPTYCH_FILE ) === $file && current_user_can( TRIPTYCH_CAPABILITY ) ) {
		$facts[] = triptych_settings()['delete_on_uninstall']
			? '<strong>' . esc_html__( 'Deleting the plugin deletes its ballots, results and settings.', 'triptych' ) . '</strong>'
			: esc_html__( 'Deleting the plugin keeps its ballots, results and settings.', 'triptych' );
	}
	return $facts;
}
