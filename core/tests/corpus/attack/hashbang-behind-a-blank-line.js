//! title: hashbang behind a blank line
//! stopped: 1 PARSE_ERROR

#!/usr/bin/env node
return 'ran'
