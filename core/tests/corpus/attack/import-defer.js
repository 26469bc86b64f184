//! title: import defer
//! stopped: 1 NO_IMPORT
import defer * as std from 'std'
return 'ESCAPED' + std
