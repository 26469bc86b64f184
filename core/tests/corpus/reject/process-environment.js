//! title: a secret out of the environment
//! finding: DISALLOWED_IDENTIFIER 2
const subject = 'Report'
const token = process.env.API_TOKEN
return { subject, token }
