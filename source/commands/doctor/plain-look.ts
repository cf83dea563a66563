import {createLook, type Look} from '../../ui/theme/look.js';

/** Without colours, weight or underline: for pipes and files. */
export function plainLook(isAscii: boolean): Look {
	return {...createLook('none', 0, isAscii), paint: (_role, text) => text};
}
