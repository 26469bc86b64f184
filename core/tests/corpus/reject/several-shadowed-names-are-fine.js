//! title: own names like those of browsers are no mistakes beside a real one
//! finding: DISALLOWED_IDENTIFIER 4
const fetch = async (id) => tools.users.get({ id })
const process = (user) => user.name
const document = process(await fetch(1))
return { document, when: performance.now() }
