//! title: ses cause regexp statics keep the last match
//! value: ["undefined", "undefined", "undefined"]
/(secret)/.exec('a secret')
const { of } = await callTool('echo', { of: '$1' })
return [typeof RegExp[of], typeof RegExp.lastMatch, typeof RegExp.input]
