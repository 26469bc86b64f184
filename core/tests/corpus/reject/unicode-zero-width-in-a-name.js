//! title: a name with a zero width joiner at strict
//! level: strict
//! finding: UNICODE_SECURITY 2
const total = 1
const tot‍al = 2
return total
