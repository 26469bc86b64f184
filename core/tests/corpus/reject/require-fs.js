//! title: require of Node
//! finding: NO_IMPORT 1
const fs = require('fs')
return fs.readFileSync('/etc/passwd', 'utf8')
