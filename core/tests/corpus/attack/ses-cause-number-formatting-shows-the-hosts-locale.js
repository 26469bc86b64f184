//! title: ses cause number formatting shows the hosts locale
//! value: ["1,234.5", "1/1/1970, 12:00:00 AM", -1]
return [(1234.5).toLocaleString(), new Date(0).toLocaleString('en-US'), 'ä'.localeCompare('z')]
