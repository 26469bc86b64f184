//! title: import with attributes
//! stopped: 1 NO_IMPORT
import secrets from '/etc/passwd' with { type: 'text' }
return 'ESCAPED' + secrets
