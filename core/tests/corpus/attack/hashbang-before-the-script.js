//! title: hashbang before the script
//! value: "ran"
#!/usr/bin/env node
return 'ran'
