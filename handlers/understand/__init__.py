"""From text to Question in one pass: fold, find spans, weigh intents, resolve what they name, account for every word."""
