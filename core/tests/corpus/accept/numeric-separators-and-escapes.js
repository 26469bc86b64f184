//! title: newer literals and escapes
//! value: [1000000,5,15,255,0.5,5,0.001,"ABC\\","linejoined","abc1",true,3]
return [1_000_000, 0b101, 0o17, 0xff, .5, 5., 1e-3, '\x41\u0042\u{43}\\', 'line\
joined', `a${'b'}${`c${1}`}`, /[\u{1F600}]/u.test('😀'), 'a\tb'.length]
