//! title: eval under another name
//! finding: NO_EVAL 1
const run = eval
return run('1')
