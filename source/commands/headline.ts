import type {SessionTorrent} from './session-torrent.js';

/** What the diagnoses say first of a torrent, where it is news: what is normal is none while data is asked for. */
export function headlineOf({
	findings,
	row,
}: Pick<SessionTorrent, 'findings' | 'row'>): string | undefined {
	const [first] = findings;
	const isNews = first?.severity !== 'info' || row?.requesting === 0;
	return isNews ? first?.headline : undefined;
}
