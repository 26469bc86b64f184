//! title: export all from elsewhere
//! stopped: 1 NO_IMPORT
export { readFile as default } from 'node:fs'
