interface Appointment {
	readonly at: number;
	/** Breaks ties: what was planned first happens first, so that a run can be replayed. */
	readonly order: number;
	readonly action: () => void;
}

/** Virtual time: nothing waits, the clock jumps to what happens next. */
export class Scheduler {
	/** Milliseconds. */
	now = 0;
	readonly #heap: Appointment[] = [];
	#order = 0;

	/** Plans something for a moment, not before now. */
	at(moment: number, action: () => void): void {
		const appointment = {at: Math.max(moment, this.now), order: this.#order++, action};
		const heap = this.#heap;
		let place = heap.push(appointment) - 1;
		while (place > 0) {
			const parent = (place - 1) >> 1;
			if (isBefore(heap[parent]!, appointment)) {
				break;
			}
			heap[place] = heap[parent]!;
			place = parent;
		}
		heap[place] = appointment;
	}

	/** Plans something for later. */
	after(ms: number, action: () => void): void {
		this.at(this.now + ms, action);
	}

	/** Runs until `isOver` says so or the clock reaches `end`. */
	run(end: number, isOver: () => boolean): void {
		while (this.#heap.length > 0 && this.#heap[0]!.at <= end && !isOver()) {
			const next = this.#take();
			this.now = next.at;
			next.action();
		}
	}

	#take(): Appointment {
		const heap = this.#heap;
		const first = heap[0]!;
		const last = heap.pop()!;
		if (heap.length === 0) {
			return first;
		}
		let place = 0;
		for (;;) {
			let child = 2 * place + 1;
			if (child >= heap.length) {
				break;
			}
			if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) {
				child++;
			}
			if (isBefore(last, heap[child]!)) {
				break;
			}
			heap[place] = heap[child]!;
			place = child;
		}
		heap[place] = last;
		return first;
	}
}

function isBefore(left: Appointment, right: Appointment): boolean {
	return left.at < right.at || (left.at === right.at && left.order < right.order);
}
