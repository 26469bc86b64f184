//! title: an environment of Deno
//! finding: DISALLOWED_IDENTIFIER 1
const key = Deno.env.get('KEY')
return key ?? 'none'
