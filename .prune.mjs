// Removes from dist/ what tsc made of files that are gone or have another name now: ava would go on running old tests.
import {existsSync, globSync, rmSync} from 'node:fs';

for (const output of globSync('dist/{source,test,media}/**/*.{js,js.map}')) {
	const stem = output.replace(/^dist./, '').replace(/\.js(\.map)?$/, '');
	if (!['.ts', '.tsx'].some(extension => existsSync(stem + extension))) {
		rmSync(output);
	}
}
