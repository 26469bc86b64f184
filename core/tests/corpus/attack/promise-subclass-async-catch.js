//! title: promise subclass async catch
//! value: ["function", {"$undefined": true}]
class Odd extends Promise { catch(handler) { return super.catch((error) => handler([typeof error, error.message])) } }
return await new Odd((_, failed) => failed(callTool)).catch((x) => x).catch(() => 'again')
