//! title: global names of engines
//! stopped: 1 UNKNOWN_GLOBAL
return [typeof std === 'object' ? 'ESCAPED' : '', os.exec(['id'])]
