/**
 * Whether the locale and the terminal have Unicode. Where no locale is set at all (a bare container) it is taken for
 * granted: terminals have long been UTF-8. The Linux console has the encoding but not the glyphs.
 */
export function hasUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
	if (env['TERM'] === 'linux' || env['TERM']?.startsWith('vt')) {
		return false;
	}
	const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
	return locale === '' || /utf-?8/i.test(locale);
}
