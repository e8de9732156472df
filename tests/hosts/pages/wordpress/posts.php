<?php
// Publishes a post for each role and way, filtered as WordPress filters what that role writes.
// In: {"way": "content", …} as JSON; out: {"role": {"way": {"url": …, "kept": …}}}.
define('WP_INSTALLING', !getenv('PARKMAP_INSTALLED'));
require __DIR__ . '/wp-load.php';
if (WP_INSTALLING) {
  require ABSPATH . 'wp-admin/includes/upgrade.php';
  wp_install('Where we are', 'administrator', 'a@example.org', true, '', 'a test');
  foreach (['editor', 'author', 'contributor'] as $role) {
    wp_insert_user(['user_login' => $role, 'user_pass' => 'a test', 'role' => $role]);
  }
  exit(0);
}
$ways = json_decode(stream_get_contents(STDIN), true);
$out = [];
foreach (['administrator', 'editor', 'author', 'contributor'] as $role) {
  wp_set_current_user(get_user_by('login', $role)->ID);
  kses_remove_filters();
  if (!current_user_can('unfiltered_html')) {
    kses_init_filters();
  }
  foreach ($ways as $way => $content) {
    // What a contributor writes, an editor publishes.
    $post = ['post_title' => "$role, $way", 'post_content' => $content, 'post_status' => 'publish'];
    $id = wp_insert_post(wp_slash($post), true);
    if (is_wp_error($id)) {
      fwrite(STDERR, $id->get_error_message());
      exit(1);
    }
    $out[$role][$way] = ['url' => home_url("/?p=$id"), 'kept' => get_post($id)->post_content];
  }
}
echo json_encode($out);
