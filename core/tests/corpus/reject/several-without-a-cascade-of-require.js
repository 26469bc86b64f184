//! title: what require gives is no second mistake
//! finding: NO_IMPORT 1
//! finding: NO_IMPORT 3
const axios = require('axios')
const { data } = await axios.get('https://example.com')
const fs = require('fs')
fs.writeFileSync('out.json', JSON.stringify(data))
return data
