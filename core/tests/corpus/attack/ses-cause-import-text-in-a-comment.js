//! title: ses cause import text in a comment
//! value: 12
// import('fs')
return 'import("fs")'.length
