/** How much a finding matters: nothing can come in until someone acts (`error`), it could be better (`warn`), or it is normal (`info`). */
export type Severity = 'info' | 'warn' | 'error';

/** A fact a finding rests on, in plain words with its figures, and where it can be looked at. Foreign strings in it are escaped, keys redacted. */
export interface Evidence {
	readonly text: string;
	/** Address of a peer, as in `PeerIdentity`. */
	readonly peer?: string;
	/** URL of a tracker, as in `TrackerView`. */
	readonly tracker?: string;
	/** Index of a piece. */
	readonly piece?: number;
	/** A file or folder. */
	readonly path?: string;
}

/** What can be done about a finding. */
export interface Action {
	/** A whole sentence for a person, without a full stop. */
	readonly label: string;
	/**
	 * What does it when typed on the screen's command line, its colon included (`:announce`); with a blank or `=` at the end
	 * where the person has to type the rest (`:tracker `, `:set maxDown=`). Null where it can't be done from here (buy a faster disk).
	 */
	readonly command: string | null;
}

/** What the diagnoses say about a torrent: the same object on screen, in `--json`, in `doctor` and in the help bundle. */
export interface Finding {
	/** `E01` … `E38`. */
	readonly id: string;
	readonly severity: Severity;
	/** The wall clock when its predicate began to hold, milliseconds since 1970. */
	readonly since: number;
	/** One line with the numbers in it. */
	readonly headline: string;
	/** At least one. */
	readonly evidence: readonly Evidence[];
	/** May be empty where there is nothing to do. */
	readonly actions: readonly Action[];
	/** Where to read more: a BEP, a peer rule, a section of the readme. */
	readonly reference: string;
}

/** A finding came or went. When its severity changes it goes as one and comes as the other. */
export interface FindingChange {
	readonly state: 'appeared' | 'gone';
	readonly finding: Finding;
}
