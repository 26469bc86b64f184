//! title: two wrong names are two findings
//! finding: UNKNOWN_TOOL 1
//! finding: UNKNOWN_TOOL 2
const hits = await tools.search.find({ query: 'rust' })
await tools.mail.send({ to: 'a@example.com', subject: 's', body: hits[0].title })
return hits.length
