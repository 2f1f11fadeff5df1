"""From text to Question in one pass: fold, find spans, weigh intents, resolve names, account for every word."""
