//! title: each import is reported
//! finding: NO_IMPORT 1
//! finding: NO_IMPORT 2
//! finding: NO_IMPORT 3
import { readFile } from 'node:fs/promises'
import path from 'path'
import * as os from 'os'
return [typeof readFile, typeof path, typeof os]
