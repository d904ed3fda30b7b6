import '../../ui/tokens.css';
import './screen.css';
import { start } from '../../features/session/start';
import { screen } from '../../i18n/screen';
import App from './App.svelte';
import { theme } from './theme.svelte';

theme.begin();
void start(App, screen);
