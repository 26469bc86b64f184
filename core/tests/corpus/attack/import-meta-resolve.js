//! title: import meta resolve
//! stopped: 1 NO_IMPORT
const { url } = import.meta
return 'ESCAPED ' + url
