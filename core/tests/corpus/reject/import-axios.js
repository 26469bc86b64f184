//! title: axios is imported
//! finding: NO_IMPORT 1
import axios from 'axios'

const { data } = await axios.get('https://example.com')
return data
