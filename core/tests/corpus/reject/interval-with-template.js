//! title: an interval is given a template
//! finding: NO_EVAL 2
const name = 'a'
setInterval(`console.log(${name})`, 10)
