//! title: XMLHttpRequest of a browser
//! finding: DISALLOWED_IDENTIFIER 1
const request = new XMLHttpRequest()
request.open('GET', '/users')
