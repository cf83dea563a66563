import {aria2} from './clients/aria2.js';
import {declareExchanges} from './exchange-tests.js';

declareExchanges(import.meta.filename, aria2);
