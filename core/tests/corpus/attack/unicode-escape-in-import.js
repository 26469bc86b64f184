//! title: unicode escape in import
//! stopped: 1 PARSE_ERROR
return im\u0070ort('std')
