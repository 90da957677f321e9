// bc.js has the rest.
