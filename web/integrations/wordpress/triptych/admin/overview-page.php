<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * wp-admin → Triptych: how many ballots are here, what was published, whether visitors' ballots get through, and the buttons of a survey's life.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

/** What the last trial of the addresses said. */
const TRIPTYCH_TRIED = 'triptych_tried';

add_action( 'admin_post_triptych_test', 'triptych_do_test' );
add_action( 'admin_post_triptych_page', 'triptych_do_page' );
add_action( 'admin_post_triptych_close', 'triptych_do_close' );
add_action( 'admin_post_triptych_reopen', 'triptych_do_reopen' );

function triptych_do_test(): void {
	triptych_check_form( 'test' );
	set_transient( TRIPTYCH_TRIED, triptych_choose_door(), MINUTE_IN_SECONDS );
	triptych_back_to_overview( 'tested' );
}

/** A page of its own for the survey, with nothing but the block. */
function triptych_do_page(): void {
	triptych_check_form( 'page' );
	$settings = triptych_settings();
	$page     = triptych_placed() ? 0 : wp_insert_post(
		array(
			'post_type'    => 'page',
			'post_status'  => 'publish',
			'post_title'   => wp_slash( '' === $settings['title'] ? __( 'Your opinion', 'triptych' ) : $settings['title'] ),
			'post_content' => '<!-- wp:triptych/survey /-->',
		)
	);
	triptych_back_to_overview( $page && ! is_wp_error( $page ) ? 'placed' : 'not_placed' );
}

function triptych_do_close(): void {
	triptych_check_form( 'close' );
	// phpcs:ignore WordPress.Security.NonceVerification -- checked above.
	if ( ! isset( $_POST['sure'] ) ) {
		triptych_back_to_overview( 'not_sure' );
	}
	triptych_close( triptych_settings()['survey'] );
	triptych_back_to_overview( 'closed' );
}

/** Closed by mistake: as long as nothing final was published. */
function triptych_do_reopen(): void {
	triptych_check_form( 'reopen' );
	$survey = triptych_settings()['survey'];
	$last   = triptych_last_published( $survey );
	if ( $last && $last['closed'] ) {
		triptych_back_to_overview( 'final' );
	}
	$closed = get_option( TRIPTYCH_CLOSED, array() );
	unset( $closed[ $survey ] );
	update_option( TRIPTYCH_CLOSED, $closed );
	triptych_back_to_overview( 'reopened' );
}

function triptych_overview_page(): void {
	if ( ! current_user_can( TRIPTYCH_CAPABILITY ) ) {
		return;
	}
	$settings = triptych_settings();
	$survey   = $settings['survey'];
	$closed   = triptych_closed_on( $survey );
	$last     = triptych_last_published( $survey );
	echo '<div class="wrap triptych-overview"><h1>', esc_html__( 'Triptych', 'triptych' ), '</h1>';
	triptych_show_said();
	echo '<table class="widefat striped" style="max-width:60rem"><tbody>';
	triptych_fact( __( 'Survey', 'triptych' ), triptych_survey_title( $survey ), 'survey' );
	triptych_fact( __( 'State', 'triptych' ), triptych_state_words( $closed ), 'state' );
	$count = triptych_count( $survey );
	triptych_fact( __( 'Ballots received', 'triptych' ), null === $count ? __( 'The table of ballots does not answer.', 'triptych' ) : number_format_i18n( $count ), 'ballots' );
	triptych_fact( __( 'of which this week and last week', 'triptych' ), number_format_i18n( triptych_count_week( $survey, triptych_week( time() ) ) ) . ' · ' . number_format_i18n( triptych_count_week( $survey, triptych_week( time() - WEEK_IN_SECONDS ) ) ) . triptych_sealed_words( $survey ), 'weeks' );
	triptych_fact( __( 'Last publication', 'triptych' ), triptych_last_words( $last ), 'last' );
	triptych_fact( __( 'Next publication', 'triptych' ), triptych_next_words( $survey, (int) $count, $last ), 'next' );
	triptych_fact( __( 'Visitors’ ballots arrive by', 'triptych' ), 'rest' === triptych_door() ? __( 'the REST route', 'triptych' ) : __( 'the plain address, as REST is shut to visitors', 'triptych' ), 'door' );
	triptych_placed_row();
	echo '</tbody></table>';

	echo '<h2>', esc_html__( 'Does it work?', 'triptych' ), '</h2><p>', esc_html__( 'A test ballot takes the visitors’ way, is checked as theirs are, and is not kept.', 'triptych' ), '</p>';
	triptych_button( 'test', __( 'Send a test ballot', 'triptych' ) );

	echo '<h2>', esc_html__( 'Publish', 'triptych' ), '</h2><p>', esc_html__( 'The workbench counts the ballots in your browser, says what may be shown, and gives the results back to your visitors.', 'triptych' ), '</p>';
	printf( '<p><a class="button button-primary triptych-publish" href="%s">%s</a></p>', esc_url( triptych_page_address( 'triptych-workbench' ) ), esc_html__( 'Open the workbench to publish', 'triptych' ) );

	echo '<h2>', esc_html__( 'Close', 'triptych' ), '</h2>';
	if ( '' === $closed ) {
		echo '<p>', esc_html__( 'Later ballots are then refused. Crossed tables and rows for research are published once a survey is closed.', 'triptych' ), '</p>';
		triptych_button( 'close', __( 'Close the survey', 'triptych' ), 'secondary', '<p><label><input type="checkbox" name="sure" value="1" required> ' . esc_html__( 'Yes, take no more ballots', 'triptych' ) . '</label></p>' );
	} elseif ( ! $last || ! $last['closed'] ) {
		echo '<p>', esc_html__( 'Nothing final was published yet: the survey can still be opened again.', 'triptych' ), '</p>';
		triptych_button( 'reopen', __( 'Open the survey again', 'triptych' ) );
	}

	echo '<h2>', esc_html__( 'Your own copy', 'triptych' ), '</h2><p>', esc_html__( 'Raw personal data: keep the file with the association, show it to nobody.', 'triptych' ), '</p><p>';
	triptych_copy_link( $survey, false, __( 'Download the ballots', 'triptych' ) );
	if ( '' !== $settings['public_key'] ) {
		triptych_copy_link( $survey, true, __( 'Download the sealed ballots', 'triptych' ) );
	}
	echo '</p></div>';
}

/** Where visitors find it. */
function triptych_placed_row(): void {
	$links = array();
	foreach ( triptych_placed() as $post ) {
		$links[] = sprintf( '<a href="%s">%s</a>', esc_url( get_permalink( $post ) ), esc_html( get_the_title( $post ) ) );
	}
	// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- escaped above.
	printf( '<tr class="triptych-fact-placed"><th scope="row">%s</th><td>%s</td></tr>', esc_html__( 'Stands on', 'triptych' ), $links ? implode( ', ', $links ) : esc_html__( 'no page yet', 'triptych' ) );
}

function triptych_copy_link( string $survey, bool $sealed, string $words ): void {
	$address = add_query_arg(
		array(
			'survey'   => $survey,
			'sealed'   => $sealed ? '1' : '0',
			'_wpnonce' => wp_create_nonce( 'wp_rest' ),
		),
		rest_url( 'triptych/v1/export' )
	);
	printf( '<a class="button triptych-copy" href="%s" download>%s</a> ', esc_url( $address ), esc_html( $words ) );
}

function triptych_fact( string $name, string $value, string $kind ): void {
	printf( '<tr class="triptych-fact-%s"><th scope="row" style="width:16rem">%s</th><td>%s</td></tr>', esc_attr( $kind ), esc_html( $name ), esc_html( $value ) );
}

function triptych_state_words( string $closed ): string {
	if ( '' !== $closed ) {
		$day = static function ( string $date ): string {
			return date_i18n( get_option( 'date_format' ), (int) strtotime( $date . ' UTC' ) );
		};
		/* translators: 1: a date, 2: a later date. */
		return sprintf( __( 'Closed on %1$s: later ballots are refused. The ballots are deleted on %2$s.', 'triptych' ), $day( $closed ), $day( triptych_due_on( $closed ) ) );
	}
	return triptych_is_ready() ? __( 'Open', 'triptych' ) : __( 'Demonstration: nothing is sent until the settings say who answers for the data.', 'triptych' );
}

function triptych_sealed_words( string $survey ): string {
	$sealed = triptych_count_sealed( $survey );
	/* translators: %s: a number of ballots. */
	return $sealed > 0 ? ' · ' . sprintf( __( 'week unknown, as they are sealed: %s', 'triptych' ), number_format_i18n( $sealed ) ) : '';
}

function triptych_last_words( ?array $last ): string {
	if ( ! $last ) {
		return __( 'Nothing yet', 'triptych' );
	}
	/* translators: 1: a date, 2: a number of ballots. */
	return sprintf( $last['closed'] ? __( '%1$s, of %2$s ballots; final', 'triptych' ) : __( '%1$s, of %2$s ballots', 'triptych' ), wp_date( get_option( 'date_format' ), $last['time'] ), number_format_i18n( $last['ballots'] ) );
}

/** At least so many new ballots: the rules look at the answers too, which the plugin does not read. */
function triptych_next_words( string $survey, int $count, ?array $last ): string {
	if ( $last && $last['closed'] ) {
		return __( 'None: the survey is closed, and its results are final.', 'triptych' );
	}
	$missing = triptych_least_new( $survey ) - max( 0, $count - ( $last ? $last['ballots'] : 0 ) );
	if ( $missing > 0 && '' === triptych_closed_on( $survey ) ) {
		/* translators: %s: a number of ballots. */
		return sprintf( __( 'When at least %s more ballots are here, so that nobody’s answers can be worked out', 'triptych' ), number_format_i18n( $missing ) );
	}
	return __( 'Now, if the workbench finds that the rules allow it', 'triptych' );
}

function triptych_show_said(): void {
	// phpcs:ignore WordPress.Security.NonceVerification -- chooses among fixed sentences.
	$said      = isset( $_GET['triptych_said'] ) ? sanitize_key( sanitize_text_field( wp_unslash( $_GET['triptych_said'] ) ) ) : '';
	$sentences = array(
		'closed'     => __( 'The survey is closed: later ballots are refused.', 'triptych' ),
		'reopened'   => __( 'The survey is open again.', 'triptych' ),
		'final'      => __( 'The final results are published: the survey stays closed.', 'triptych' ),
		'placed'     => __( 'The page is published.', 'triptych' ),
		'not_placed' => __( 'No page was made.', 'triptych' ),
		'not_sure'   => __( 'Nothing was done: tick the box first.', 'triptych' ),
	);
	if ( isset( $sentences[ $said ] ) ) {
		printf( '<div class="notice notice-info"><p>%s</p></div>', esc_html( $sentences[ $said ] ) );
	}
	$tried = get_transient( TRIPTYCH_TRIED );
	if ( 'tested' !== $said || ! is_array( $tried ) ) {
		return;
	}
	$works = in_array( 'answers', $tried, true );
	if ( $works ) {
		$sentence = __( 'The test ballot arrived, got its receipt, and was not kept.', 'triptych' );
	} else {
		$sentence = in_array( 'closed', $tried, true ) ? __( 'The survey is closed: the test ballot was refused, as visitors’ are.', 'triptych' ) : __( 'The test ballot did not arrive. Visitors keep theirs until this works. What was tried from this server:', 'triptych' );
	}
	printf( '<div class="notice notice-%s triptych-tested"><p>%s</p><ul>', esc_attr( $works ? 'success' : 'warning' ), esc_html( $sentence ) );
	$names = array(
		'rest'  => __( 'REST route', 'triptych' ),
		'plain' => __( 'Plain address', 'triptych' ),
	);
	$words = array(
		'answers' => __( 'answers', 'triptych' ),
		'closed'  => __( 'refuses, as the survey is closed', 'triptych' ),
	);
	foreach ( $tried as $door => $what ) {
		printf( '<li class="triptych-tried-%s">%s: %s</li>', esc_attr( $door ), esc_html( $names[ $door ] ), esc_html( $words[ $what ] ?? $what ) );
	}
	echo '</ul></div>';
}
