<?php
// WordPress asks no address of its own computer; in this test the map is published there.
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn($ports) => [...$ports, (int) getenv('PARKMAP_MAP_PORT')]);
// The pictures of users come from elsewhere.
add_filter('pre_option_show_avatars', fn() => '0');
