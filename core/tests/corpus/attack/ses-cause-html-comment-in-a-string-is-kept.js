//! title: ses cause html comment in a string is kept
//! value: 10
return '<!-- a -->'.length
