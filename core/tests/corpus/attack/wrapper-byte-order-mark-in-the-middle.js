//! title: wrapper byte order mark in the middle
//! value: 1
const a﻿= 1
return a
