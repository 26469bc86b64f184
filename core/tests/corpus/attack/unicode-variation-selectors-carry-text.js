//! title: unicode variation selectors carry text
//! value: 4
return [...'a︀︁󠄀'].length
