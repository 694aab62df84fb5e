"""Pure view models and wording: what the screen and the commands say, testable without either."""
