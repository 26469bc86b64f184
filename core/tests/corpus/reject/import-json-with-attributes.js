//! title: JSON is imported
//! finding: NO_IMPORT 1
import data from './data.json' with { type: 'json' }
return data.length
