//! title: process of Node
//! finding: DISALLOWED_IDENTIFIER 1
const home = process.env.HOME
return home
