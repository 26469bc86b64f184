//! title: the frames of a window
//! finding: NO_GLOBAL_ACCESS 1
const first = frames[0]
return first
