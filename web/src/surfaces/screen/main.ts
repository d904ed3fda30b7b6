import '../../ui/tokens.css';
import './screen.css';
import { start } from '../../features/session/start';
import App from './App.svelte';
import { theme } from './theme.svelte';

theme.begin();
void start(App);
