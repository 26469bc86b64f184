//! title: reserved names by typeof of guesses
//! stopped: 1 RESERVED_PREFIX
return [typeof __ag_value, typeof __ag_big, typeof __ag_export, typeof __safe_tools]
