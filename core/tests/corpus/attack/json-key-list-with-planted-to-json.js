//! title: json key list with planted to json
//! value: ["{\"constructor\":\"made\"}", true]
let caught
class Maker { static toJSON() { caught = this; return 'made' } }
const text = JSON.stringify(new Maker(), ['constructor'])
return [text, caught === Maker]
