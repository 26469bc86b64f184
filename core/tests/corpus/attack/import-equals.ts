//! title: import equals
//! stopped: 1 NO_IMPORT
import os = require('os')
return os.platform() ? 'ESCAPED' : ''
