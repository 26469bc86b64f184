//! title: a repetition inside of a repetition
//! finding: REGEX_REDOS 2
const mail = context.tenant
const ok = /^([a-zA-Z0-9]+)+@example\.com$/.test(mail)
return ok
