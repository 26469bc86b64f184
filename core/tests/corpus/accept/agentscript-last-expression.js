//! title: the last expression is the result, in agentscript
//! language: agentscript
//! level: strict
//! plain: no
//! value: ["Rust async in practice","Rust ownership explained"]
const pages = await tools.search.web({ query: 'rust' });
pages.filter(({ title }) => title.startsWith('Rust')).map(({ title }) => title).sort();
