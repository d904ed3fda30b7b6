import type { Same } from '../catalogue.svelte';
import type { words as zh } from '../zh/voting_codes';

export const words: Same<typeof zh> = {
  token_request_is_malformed: 'The request for a token cannot be understood.',
  token_is_issued_already: 'A token was already issued for this card; there is no second one.',
  token_was_not_signed: 'This vote has no valid token.',
  not_signed_by_voter: 'This vote is not signed by its voter.',
  seq_is_old: 'A newer choice of yours is already in the box.',
  // What the phone itself finds.
  token_does_not_verify:
    'The token from the server does not fit the published key. Please show this to a teller.',
  receipt_does_not_verify:
    'The receipt from the server is not valid, so it is not certain that your vote is counted. Trying again; please show this to a teller.',
};
