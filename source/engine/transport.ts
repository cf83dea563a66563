/** What the screen's side of a worker's port answers to each batch of events: it was taken, the next may come. */
export const eventsTaken = 'events-taken';
