import { ballotCraft } from './ballot_craft';
import { serve } from './worker_port';

serve(self, ballotCraft);
