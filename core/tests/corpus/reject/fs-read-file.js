//! title: a file is read
//! finding: DISALLOWED_IDENTIFIER 1
//! finding: DISALLOWED_IDENTIFIER 2
const path = `${__dirname}/users.json`
const text = fs.readFileSync(path, 'utf8')
return JSON.parse(text)
