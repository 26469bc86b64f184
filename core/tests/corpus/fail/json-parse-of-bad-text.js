//! title: JSON.parse of the text of a page
//! error: EXECUTION_ERROR
//! name: SyntaxError
//! line: 2
const [page] = await tools.search.web({ query: 'quickjs' });
const data = JSON.parse(page.snippet);
return data;
