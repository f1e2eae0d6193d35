<?php
/**
 * SPDX-License-Identifier: GPL-2.0-or-later
 * Routes of triptych/v1: visitors send ballots; administrators, with their cookie and its nonce, take the ballots and bring back what was released.
 *
 * @package Triptych
 */

defined( 'ABSPATH' ) || exit;

add_action( 'rest_api_init', 'triptych_routes' );

function triptych_may_manage(): bool {
	return current_user_can( TRIPTYCH_CAPABILITY );
}

function triptych_routes(): void {
	$survey = array(
		'survey' => array(
			'type'              => 'string',
			'required'          => true,
			'sanitize_callback' => 'sanitize_key',
		),
	);
	register_rest_route(
		'triptych/v1',
		'/ballots',
		array(
			'methods'             => 'POST',
			'permission_callback' => '__return_true',
			'callback'            => 'triptych_rest_ballot',
		)
	);
	register_rest_route(
		'triptych/v1',
		'/export',
		array(
			'methods'             => 'GET',
			'permission_callback' => 'triptych_may_manage',
			'callback'            => 'triptych_export',
		)
	);
	register_rest_route(
		'triptych/v1',
		'/close',
		array(
			'methods'             => 'POST',
			'permission_callback' => 'triptych_may_manage',
			'callback'            => 'triptych_rest_close',
			'args'                => $survey,
		)
	);
	register_rest_route(
		'triptych/v1',
		'/results',
		array(
			'methods'             => 'POST, PUT',
			'permission_callback' => 'triptych_may_manage',
			'callback'            => 'triptych_publish_results',
			'args'                => $survey,
		)
	);
	register_rest_route(
		'triptych/v1',
		'/data',
		array(
			'methods'             => 'POST, PUT',
			'permission_callback' => 'triptych_may_manage',
			'callback'            => 'triptych_publish_data',
			'args'                => array(
				'file' => array(
					'type'     => 'string',
					'required' => true,
				),
			),
		)
	);
}

function triptych_rest_ballot( WP_REST_Request $request ): WP_REST_Response {
	list( $status, $body ) = triptych_receive( sanitize_key( (string) ( $request->get_query_params()['survey'] ?? '' ) ), $request->get_body() );
	$response              = new WP_REST_Response( $body, $status );
	$response->header( 'Cache-Control', 'no-store' );
	foreach ( triptych_try_again( $status ) as $name => $value ) {
		$response->header( $name, $value );
	}
	return $response;
}

/** Before the last count: no ballot may arrive that nobody would count. */
function triptych_rest_close( WP_REST_Request $request ) {
	$survey = (string) $request->get_param( 'survey' );
	if ( ! in_array( $survey, triptych_surveys(), true ) ) {
		return new WP_Error( 'triptych_survey', __( 'There is no such survey.', 'triptych' ), array( 'status' => 404 ) );
	}
	$closed = triptych_close( $survey );
	return new WP_REST_Response(
		array(
			'closed_on' => $closed,
			'due_on'    => triptych_due_on( $closed ),
		),
		200
	);
}
