<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * The plugin is deleted. Ballots that nobody can give again are kept unless the settings say otherwise.
 *
 * @package Triptych
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/** A folder that the plugin made, and all in it. */
function triptych_delete_folder( string $folder ): void {
	global $wp_filesystem;
	require_once ABSPATH . 'wp-admin/includes/file.php';
	if ( WP_Filesystem() ) {
		$wp_filesystem->delete( $folder, true );
	}
}

/** Table, options, published files of the site at hand. */
function triptych_uninstall(): void {
	global $wpdb;
	wp_clear_scheduled_hook( 'triptych_daily' );
	$settings = get_option( 'triptych_settings', array() );
	if ( ! is_array( $settings ) || empty( $settings['delete_on_uninstall'] ) ) {
		return;
	}
	// phpcs:ignore WordPress.DB -- the name is the plugin's own.
	$wpdb->query( 'DROP TABLE IF EXISTS `' . $wpdb->prefix . 'triptych_ballots`' );
	foreach ( array( 'triptych_settings', 'triptych_closed', 'triptych_door', 'triptych_made_of' ) as $option ) {
		delete_option( $option );
	}
	delete_transient( 'triptych_tried' );
	triptych_delete_folder( wp_upload_dir( null, false )['basedir'] . '/triptych' );
}

/** Each site of a network by its own settings. */
function triptych_uninstall_all(): void {
	if ( ! is_multisite() ) {
		triptych_uninstall();
		return;
	}
	foreach ( get_sites( 'fields=ids&number=0' ) as $site ) {
		switch_to_blog( $site );
		triptych_uninstall();
		restore_current_blog();
	}
}

triptych_uninstall_all();
