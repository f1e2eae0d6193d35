<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * Optimisers merge, defer and delay scripts. Ours is 3 KB and loads the rest by itself, when it is there: they are asked to leave it alone, by the
 * attributes and filters that they document. One that does not listen still leaves the survey working (data-base, in embed.php).
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

/** Autoptimize; LiteSpeed Cache; WP Rocket; Cloudflare's Rocket Loader. */
const TRIPTYCH_EXEMPT = 'data-noptimize="1" data-no-optimize="1" data-no-minify="1" data-no-defer="1" nowprocket data-cfasync="false"';

add_filter( 'script_loader_tag', 'triptych_exempt_tag', 10, 2 );
foreach ( array( 'rocket_exclude_js', 'rocket_exclude_defer_js', 'rocket_delay_js_exclusions', 'litespeed_optimize_js_excludes', 'litespeed_optm_js_defer_exc', 'litespeed_optm_gm_js_exc', 'autoptimize_filter_js_exclude' ) as $triptych_filter ) {
	add_filter( $triptych_filter, 'triptych_exempt_list' );
}
unset( $triptych_filter );

function triptych_exempt_tag( string $tag, string $handle ): string {
	return 'triptych' === $handle ? str_replace( '<script ', '<script ' . TRIPTYCH_EXEMPT . ' ', $tag ) : $tag;
}

/**
 * Their list of what to leave alone, with our folder.
 *
 * @param mixed $excluded A list of parts of addresses; Autoptimize's is one text with commas.
 * @return mixed
 */
function triptych_exempt_list( $excluded ) {
	$ours = '/plugins/triptych/site/';
	return is_string( $excluded ) ? ltrim( $excluded . ', ' . $ours, ', ' ) : array_merge( (array) $excluded, array( $ours ) );
}
