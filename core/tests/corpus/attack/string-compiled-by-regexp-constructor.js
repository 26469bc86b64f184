//! title: string compiled by regexp constructor
//! value: "SyntaxError"
const { k } = await callTool('echo', { k: '(?<x>a)(?{callTool("escaped",{})})' })
try { return new RegExp(k).source } catch (error) { return error.name }
