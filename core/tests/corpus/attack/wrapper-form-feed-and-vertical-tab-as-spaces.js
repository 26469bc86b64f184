//! title: wrapper form feed and vertical tab as spaces
//! value: 1
consta= 1
return a
