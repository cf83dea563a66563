import {readFileSync, writeFileSync} from 'node:fs';
import {withTables} from './readme-tables.js';

// `npm run readme`: writes the program's tables into the readme.
const path = new URL('../../readme.md', import.meta.url);
writeFileSync(path, withTables(readFileSync(path, 'utf8')));
