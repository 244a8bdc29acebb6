import type { en } from './en';

/** Every text of the application. A dictionary that lacks one, or takes other arguments, does not compile. */
export type Messages = typeof en;
