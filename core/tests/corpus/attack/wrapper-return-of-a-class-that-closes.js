//! title: wrapper return of a class that closes
//! stopped: 1 PARSE_ERROR
return class { static { return 'ESCAPED' } }
