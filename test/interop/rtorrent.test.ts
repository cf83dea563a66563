import {rtorrent} from './clients/rtorrent.js';
import {declareExchanges} from './exchange-tests.js';

declareExchanges(import.meta.filename, rtorrent);
