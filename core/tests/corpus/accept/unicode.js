//! title: unicode
//! value: [5,["日","本","語"],"日本","SS",2,"%E6%97%A5"]
return ['naïve'.length,'日本語'.split(''),/\p{L}+/u.exec('日本 x')[0],'ß'.toUpperCase(),'\u{1F600}'.length,encodeURIComponent('日')]
