/** The thread that `hashPieces` starts: hashes pieces of a job that it shares with others. */
import {workerData} from 'node:worker_threads';
import type {HashJob} from './hash-job.js';
import {runHashJob} from './hash-run.js';

runHashJob(workerData as HashJob);
