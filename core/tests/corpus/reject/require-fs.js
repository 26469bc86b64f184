//! title: require of fs
//! finding: NO_IMPORT 1
const fs = require('fs')
const text = fs.readFileSync('users.json', 'utf8')
return JSON.parse(text)
