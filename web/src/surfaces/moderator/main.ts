import '../../ui/tokens.css';
import { start } from '../../features/session/start';
import { desk } from '../../i18n/desk';
import { alsoSay } from '../../i18n/refusals';
import { staffCodes } from '../../i18n/staff_codes';
import App from './App.svelte';

alsoSay(staffCodes);
void start(App, desk);
