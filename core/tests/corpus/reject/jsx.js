//! title: JSX
//! finding: PARSE_ERROR 1
const view = <div>hello</div>
return view
