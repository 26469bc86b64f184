//! title: typescript triple slash reference
//! value: 1
/// <reference path="/etc/passwd" />
const a: number = 1
return a
