import type {CommandContext} from './command.js';

/** The tables of a page are drawn by what is loaded only when one is opened: it takes longer than a first frame may. */
export function loadTables({change}: CommandContext): void {
	void import('../table.js').then(({renderTable}) =>
		change(screen =>
			screen.page !== null && 'draw' in screen.page
				? {...screen, page: {...screen.page, draw: renderTable}}
				: screen,
		),
	);
}
