//! title: search results as a markdown list
//! value: "# Results\n\n1. [Rust ownership explained](https://example.com/rust): Ownership, borrowing and lifetimes by example.\n2. [Sandboxing untrusted code](https://example.com/sandbox): Seccomp, namespaces and capabilities.\n3. [Rust async in practice](https://example.com/async): Futures, executors and pinning."
const pages = await callTool('search:web', { query: 'rust' })
const lines = pages.map(({ title, url, snippet }, i) => `${i + 1}. [${title}](${url}): ${snippet}`)
return ['# Results', '', ...lines].join('\n')
